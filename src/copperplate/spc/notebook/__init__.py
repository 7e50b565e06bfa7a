"""Control charts as a notebook shows them: a picture and words, or a table of many series.

Imported when a notebook asks. Periods are places of points from 0: no calendar is known here.
"""

from copperplate.spc.notebook.many import charts_markup
from copperplate.spc.notebook.one import chart_markup

__all__ = ["chart_markup", "charts_markup"]

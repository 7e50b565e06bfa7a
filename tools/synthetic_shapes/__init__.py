"""Makes the shapes that synthetic records are drawn from, out of published files.

`python -m tools.synthetic_shapes FOLDER` writes them anew; a test holds that the shipped files are
what it makes. What each is, and where it was published, stands in `synthetic/shapes/index.csv`.
"""

from tools.synthetic_shapes.locations import code_locations_file, locations_file
from tools.synthetic_shapes.markers import code_markers_file, markers_file
from tools.synthetic_shapes.months import months_file
from tools.synthetic_shapes.offences import offences_file
from tools.synthetic_shapes.outcomes import delays_file, outcomes_file
from tools.synthetic_shapes.quarters import quarters_file
from tools.synthetic_shapes.reasons import reasons_file
from tools.synthetic_shapes.times import hours_file, weekdays_file

__all__ = ["MADE"]

MADE = {
    "quarters.csv": quarters_file,
    "months.csv": months_file,
    "weekdays.csv": weekdays_file,
    "hours.csv": hours_file,
    "offences.csv": offences_file,
    "outcomes.csv": outcomes_file,
    "delays.csv": delays_file,
    "locations.csv": locations_file,
    "code_locations.csv": code_locations_file,
    "markers.csv": markers_file,
    "code_markers.csv": code_markers_file,
    "reasons.csv": reasons_file,
}
"""File of the package → function from the folder of published files to its text."""

"""Makes the shapes that synthetic records are drawn from, out of published files.

`python -m tools.synthetic_shapes FOLDER` writes them anew; a test holds that the shipped files are
what it makes. What each is, and where it was published, stands in `synthetic/shapes/index.csv`.
"""

from tools.synthetic_shapes.months import months_file
from tools.synthetic_shapes.quarters import quarters_file

__all__ = ["MADE"]

MADE = {
    "quarters.csv": quarters_file,
    "months.csv": months_file,
}
"""File of the package → function from the folder of published files to its text."""

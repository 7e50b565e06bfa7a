"""Makes the reference data that ship with the product from the files they were published in.

`python -m tools.reference_data FOLDER` writes them anew; a test holds that the shipped files are
what it makes. What each is, and where it was published, stands in `reference/index.csv`.
"""

from tools.reference_data.boundaries import BOUNDARIES, boundary_file
from tools.reference_data.offences import offences_file
from tools.reference_data.places import districts_file, lsoas_file, wards_file
from tools.reference_data.severity import severity_file

__all__ = ["MADE"]

MADE = {
    "offences.csv": offences_file,
    "severity_weights.csv": severity_file,
    "districts.csv": districts_file,
    "wards.csv": wards_file,
    "lsoas.csv": lsoas_file,
    **{f"outlines/{name}.geojson": boundary_file(name) for name in BOUNDARIES},
}
"""File of the package → function from the folder of published files to its text."""

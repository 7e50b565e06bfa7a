"""Write the reference data: `python -m tools.reference_data FOLDER`."""

import sys
from pathlib import Path

from tools.reference_data import MADE

PACKAGE = Path(__file__).parents[2] / "src" / "copperplate" / "reference"

if __name__ == "__main__":
    published = Path(sys.argv[1])
    for name, make in MADE.items():
        (PACKAGE / name).write_text(make(published), encoding="utf-8", newline="")

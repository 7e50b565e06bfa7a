"""Write the shapes: `python -m tools.synthetic_shapes FOLDER`."""

import sys
from pathlib import Path

from tools.synthetic_shapes import MADE

PACKAGE = Path(__file__).parents[2] / "src" / "copperplate" / "synthetic" / "shapes"

if __name__ == "__main__":
    published = Path(sys.argv[1])
    for name, make in MADE.items():
        (PACKAGE / name).write_text(make(published), encoding="utf-8", newline="")

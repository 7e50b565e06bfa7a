"""Write the page and its pictures: `python -m tools.synthetic_page FOLDER`."""

import sys
from pathlib import Path

from tools.synthetic_page.page import draw_force, page

if __name__ == "__main__":
    for path, text in page(draw_force(), Path(sys.argv[1])).files().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")

"""Writes the pictures that have changed, and says which."""

from __future__ import annotations

from tests.statistics.page_pictures.every import EVERY

for picture in EVERY:
    for path, text in picture.files().items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(path.name)  # noqa: T201

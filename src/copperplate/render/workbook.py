"""Rows to an XLSX workbook of one sheet: text stays text, and nothing in it is ever run.

The same rows give the same bytes. Knows no register and no measure.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

# Of a workbook's properties; a clock would give other bytes each time.
_MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_NARROWEST, _WIDEST = 10, 60  # of a column, in characters
_LONGEST_NAME = 31  # of a sheet, by the format
_NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'"))


def workbook(
    title: str,
    heading: Sequence[str],
    rows: Iterable[Sequence[object]],
    synthetic: Sequence[str] = (),
) -> bytes:
    """Return a workbook.

    Args:
        title: What it holds; the sheet's name and the workbook's title.
        heading: Names of the columns.
        rows: A value a column: text or a whole number; empty text is an empty cell.
        synthetic: What must stand by the figures because areas of them do not exist; then each
            row ends with it in a column of its own, and the properties say it.
    """
    import xlsxwriter  # 40 ms; only exports need it

    out = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, safe)
    said = "; ".join(synthetic)
    book.set_properties({"title": title, "comments": said, "created": _MADE})
    sheet = book.add_worksheet(title.translate(_NOT_IN_A_NAME)[:_LONGEST_NAME] or "Rows")
    strong = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    names = [*heading, *(["synthetic"] if said else [])]
    widths = [len(name) for name in names]
    for column, name in enumerate(names):
        sheet.write_string(0, column, name, strong)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate([*row, *([said] if said else [])]):
            if isinstance(value, int):
                sheet.write_number(number, column, value)
            elif str(value):
                sheet.write_string(number, column, str(value), plain)
            widths[column] = max(widths[column], len(str(value)))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(max(width + 1, _NARROWEST), _WIDEST))
    sheet.freeze_panes(1, 1)
    book.close()
    return out.getvalue()

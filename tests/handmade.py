"""Workbooks made by hand from their parts, for what no spreadsheet program would write."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """Return parts as a zip."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            # A date of its own, so that the same parts are the same bytes at any time.
            info = zipfile.ZipInfo(name, date_time=(2019, 10, 17, 9, 30, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, text)
    return target.getvalue()


def xlsx_parts(rows: str, *, head: str = "") -> dict[str, str | bytes]:
    """Return the parts of a workbook with one sheet 'Data' of these row elements."""
    return {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>'
        ),
        "_rels/.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
            "</Relationships>"
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
            '<sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
            "</Relationships>"
        ),
        "xl/worksheets/sheet1.xml": (
            f'{head}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        ),
    }


def xlsx(rows: str, *, head: str = "") -> bytes:
    """Return a workbook with one sheet of these row elements."""
    return packed(xlsx_parts(rows, head=head))


def ods(rows: str, *, head: str = "") -> bytes:
    """Return an OpenDocument spreadsheet with one table 'Data' of these row elements."""
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": "<manifest/>",
            "content.xml": (
                f'{head}<office:document-content xmlns:office="{OFFICE}" xmlns:table="{TABLE}" '
                f'xmlns:text="{TEXT}"><office:body><office:spreadsheet>'
                f'<table:table table:name="Data">{rows}</table:table>'
                "</office:spreadsheet></office:body></office:document-content>"
            ),
        }
    )


def xlsx_row(number: int, *values: str | float) -> str:
    """Return a row element of inline text and numbers, cells in columns A, B, C …"""
    cells = []
    for index, value in enumerate(values):
        place = f"{chr(ord('A') + index)}{number}"
        if isinstance(value, str):
            cells.append(f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>')
        else:
            cells.append(f'<c r="{place}"><v>{value}</v></c>')
    return f'<row r="{number}">{"".join(cells)}</row>'


def ods_row(*values: str | float, repeated: int = 1) -> str:
    """Return a row element of text and numbers."""
    cells = []
    for value in values:
        if isinstance(value, str):
            cells.append(
                '<table:table-cell office:value-type="string">'
                f"<text:p>{value}</text:p></table:table-cell>"
            )
        else:
            cells.append(f'<table:table-cell office:value-type="float" office:value="{value}"/>')
    again = f' table:number-rows-repeated="{repeated}"' if repeated > 1 else ""
    return f"<table:table-row{again}>{''.join(cells)}</table:table-row>"

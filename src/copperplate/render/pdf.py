"""A document as PDF/UA-1: set by Typst, its table rows given headers by pikepdf.

Typst refuses a picture without words and headings out of order, so what compiles is
accessible but for row headers, which it cannot yet mark. Knows only the document; its
date is the meeting's, so the same document always gives the same bytes.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path

import pikepdf
import typst

from copperplate.render.pdf_content import Data, content
from copperplate.render.pdf_letters import letters_refused, unknown_letter, unknown_letters
from copperplate.report.blocks import Document

_HERE = Path(__file__).parent
_TEMPLATE = _HERE / "paper.typ"
_FONTS = _HERE / "fonts"


def render(document: Document) -> bytes:
    """Return a document as PDF/UA-1 on A4.

    Every chart's data stands in an annex, and so does how each figure was made: paper
    shows at its end what a screen shows on request.

    Raises:
        BadInput: The paper holds letters the typeface has no shapes for.
        ValueError: A link of the document leads nowhere.
    """
    meeting = datetime.combine(document.cover.meeting, time(), tzinfo=UTC)
    data = content(document)
    try:
        pdf = _compiled(data, meeting)
    except typst.TypstError as error:
        if unknown_letter(error) is None:
            raise
        places = unknown_letters(data, lambda tried: _compiled(tried, meeting))
        raise letters_refused(f"paper {document.identity}", places) from None
    return _with_row_headers(pdf)


def _compiled(data: dict[str, Data], meeting: datetime) -> bytes:
    return typst.compile(
        _TEMPLATE,
        root=_HERE,
        format="pdf",
        font_paths=[_FONTS],
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        sys_inputs={"data": json.dumps(data, ensure_ascii=False, sort_keys=True)},
        timestamp=int(meeting.timestamp()),
    )


def _with_row_headers(pdf: bytes) -> bytes:
    """Make the first cell of every body row a header of its row."""
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for element in _structure(file.Root.StructTreeRoot):
            if element.get("/S") != "/TBody":
                continue
            for row in _children(element):
                first = next(_children(row))
                first.S = pikepdf.Name.TH
                first.A = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)
        file.save(
            output,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return output.getvalue()


def _structure(root: pikepdf.Object) -> Iterator[pikepdf.Object]:
    waiting = [root]
    while waiting:
        element = waiting.pop()
        yield element
        waiting.extend(_children(element))


def _children(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield the structure elements directly inside one; marked content is left out."""
    inside = element.get("/K", pikepdf.Array())
    for child in inside if isinstance(inside, pikepdf.Array) else [inside]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child

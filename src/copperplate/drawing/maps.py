"""The map of areas by class: shapes, strong lines round groups of them, names, a legend.

Each area is one path. Says where things stand; `fills` how an area is filled, `map_labels` where
its name has room.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from copperplate.drawing.boxes import Box
from copperplate.drawing.fills import HATCHED, Rings, fill_shapes
from copperplate.drawing.frame import Setting, setting, write_heading
from copperplate.drawing.ink import Ink, Palette, words_on
from copperplate.drawing.map_labels import Placed, Wanted, placed
from copperplate.drawing.map_legend import Legend
from copperplate.drawing.model import AreaMap, Fill, Ring, Shape
from copperplate.drawing.projection import fitted
from copperplate.drawing.svg import Point, Sheet

_BESIDE_FROM = 560  # pixels: where the legend has room beside the map
_LEGEND_SHARE = 0.34  # of the drawing, at most
_GAP = 24.0
_TALLEST, _TALLEST_DENSE = 1.2, 0.75  # of the drawing's width
_MARGIN = 3.0  # a strong line at the edge is not cut
_MANY = 60  # areas: finer lines between more


def draw_map(chart: AreaMap, *, width: int, palette: Palette, dense: bool = False) -> str:
    """Return a map as SVG text."""
    sizes = setting(width, dense=dense)
    sheet = Sheet(palette=palette, size=sizes.size)
    top = write_heading(sheet, chart.heading, sizes) + 12
    beside = sizes.width >= _BESIDE_FROM
    room = sizes.width * _LEGEND_SHARE if beside else sizes.width - _MARGIN
    legend = Legend.of(chart.legend, room, sizes)
    across = sizes.width - legend.width - _GAP if beside else sizes.width
    lines = max((len(shape.label) for shape in chart.shapes), default=0)
    air = lines * sizes.line + _GAP if lines else 0.0
    projection = fitted(
        (place for ring in _all_rings(chart) for place in ring),
        left=_MARGIN,
        top=top + _MARGIN + air,
        width=across - 2 * _MARGIN,
        height=sizes.width * (_TALLEST_DENSE if dense else _TALLEST),
    )
    shapes = [tuple(projection.ring(ring) for ring in shape.rings) for shape in chart.shapes]
    bottom = projection.top + projection.height + _MARGIN
    names = placed(
        [
            Wanted(shape=number, lines=shape.label)
            for number, shape in enumerate(chart.shapes)
            if shape.label
        ],
        shapes,
        room=Box(left=0, top=top, right=across, bottom=bottom + air),
        sizes=sizes,
    )
    # Names above and below the map were given room to try; what nobody stands in goes.
    highest = min([projection.top - _MARGIN, *(name.box.top for name in names)])
    lowest = max([bottom, *(name.box.bottom + sizes.descent for name in names)])
    shift = top - highest
    shapes = [_moved(rings, shift) for rings in shapes]
    behind = _moved([projection.ring(ring) for ring in chart.behind], shift)
    sheet.regions([behind], line=Ink.EDGE, width=0.8)
    _draw_shapes(sheet, chart.shapes, shapes)
    groups = [_moved((projection.ring(ring),), shift) for ring in _outlines(chart.shapes)]
    sheet.regions(groups, line=Ink.LABEL, width=1.3)
    for name in names:
        fill = chart.shapes[name.wanted.shape].fill
        on_lines = fill in HATCHED if name.leader is None else bool(chart.behind)
        _write_name(sheet, name, fill, shift, sizes, on_lines=on_lines)
    foot = lowest + shift
    if beside:
        legend.draw(sheet, (across + _GAP, top))
        foot = max(foot, top + legend.height)
    else:
        legend.draw(sheet, (_MARGIN, foot + 16))
        foot += 16 + legend.height
    return sheet.text(width=sizes.width, height=foot + 4)


def _all_rings(chart: AreaMap) -> Iterator[Ring]:
    yield from chart.behind
    for shape in chart.shapes:
        yield from shape.rings


def _moved(rings: Iterable[Sequence[Point]], down: float) -> Rings:
    return tuple(tuple((x, y + down) for x, y in ring) for ring in rings)


def _draw_shapes(sheet: Sheet, shapes: Sequence[Shape], drawn: Sequence[Rings]) -> None:
    """Fill every area; what lies on paper is outlined last, or its neighbours would hide it."""
    line = 0.6 if len(shapes) > _MANY else 1.0
    for fill in Fill:
        alike = [rings for shape, rings in zip(shapes, drawn, strict=True) if shape.fill is fill]
        fill_shapes(sheet, fill, alike, line=line)


def _outlines(shapes: Iterable[Shape]) -> list[Ring]:
    """Return the lines round each group: those of its shapes that no other of it shares."""
    groups: dict[str, list[Ring]] = {}
    for shape in shapes:
        if shape.group:
            groups.setdefault(shape.group, []).extend(shape.rings)
    return [ring for rings in groups.values() for ring in _joined(rings)]


def _joined(rings: Iterable[Ring]) -> list[Ring]:
    """Return the closed lines round several shapes that share the points of their borders.

    A border runs once in either direction, or twice in one, and so is left out.
    """
    seen: dict[frozenset[Point], tuple[Point, Point] | None] = {}
    for ring in rings:
        for one, two in pairwise(ring):
            if one != two:
                side = frozenset((one, two))
                seen[side] = None if side in seen else (one, two)
    after: dict[Point, list[Point]] = {}
    for edge in seen.values():
        if edge is not None:
            after.setdefault(edge[0], []).append(edge[1])
            after.setdefault(edge[1], []).append(edge[0])
    found = []
    while after:
        start = next(iter(after))
        line = [start]
        while line[-1] in after:
            here = line[-1]
            there = after[here].pop()
            if not after[here]:
                del after[here]
            after[there].remove(here)
            if not after[there]:
                del after[there]
            line.append(there)
        found.append(tuple(line))
    return found


def _write_name(
    sheet: Sheet, name: Placed, fill: Fill, shift: float, sizes: Setting, *, on_lines: bool
) -> None:
    ink = Ink.LABEL
    if name.leader is not None:
        start, end = ((x, y + shift) for x, y in name.leader)
        sheet.rule(start, end, Ink.PAPER, width=3)
        sheet.rule(start, end, Ink.LABEL)
        sheet.dot(end, 3.4, Ink.PAPER)
        sheet.dot(end, 2.2, Ink.LABEL)
    else:
        ink = words_on(fill)
    middle = (name.box.left + name.box.right) / 2
    for number, line in enumerate(name.wanted.lines):
        baseline = name.box.top + shift + sizes.size * 0.8 + number * sizes.line
        at = (middle, baseline)
        sheet.words(line, at, ink, anchor="middle", strong=number == 0, halo=on_lines)

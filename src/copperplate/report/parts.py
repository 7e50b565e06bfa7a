"""What a total is made of: its parts in a table by growth, and what they say in sentences."""

from __future__ import annotations

from copperplate.findings.composition import Part, composition, growth
from copperplate.narrative.runs import FigureRun, Runs, Text
from copperplate.narrative.sentences import Teller
from copperplate.narrative.wording import sentence_case
from copperplate.periods import Period
from copperplate.report.blocks import Block, Bullets, Column, Row, Table
from copperplate.report.material import Material
from copperplate.series import Figure
from copperplate.series.units import PERCENT

VALUE_METHOD = "As published for the offence group."
CHANGE_METHOD = "The figure now less the figure in the base period, as a percentage of the latter."
TOO_SMALL = "Too few in the base year for a percentage"


def parts_of(material: Material, measure: str, *, identity: str) -> tuple[Block, ...]:
    """Return the parts of a measure since the paper's base; nothing where they do not add up."""
    book, base = material.book, material.book.context.base
    whole, parts = book.evidence.get(measure), material.parts.get(measure, {})
    if whole is None or base is None:
        return ()
    period = book.latest(measure)
    area = book.context.area
    made = composition(whole, list(parts.values()), area=area, period=period, base=base)
    grown = None if made is None else growth(made, base)
    if made is None or grown is None:
        return ()
    teller = Teller(book, whole, parts)
    rest = [part for part in made.parts if part.proportion is None]
    return (
        Bullets(items=(teller.tell(made), teller.tell(grown))),
        Table(
            identity=f"{identity}-parts",
            caption=f"{whole.shown.about.title} by offence group, fastest growth first",
            columns=(
                Column(title="Offence group"),
                Column(title=sentence_case(str(base)), numeric=True),
                Column(title=sentence_case(str(period)), numeric=True),
                Column(title="Change", numeric=True),
            ),
            rows=tuple(
                _row(material, measure, part, base, period) for part in (*grown.parts, *rest)
            ),
        ),
    )


def _row(material: Material, measure: str, part: Part, base: Period, period: Period) -> Row:
    about = material.parts[measure][part.measure].shown.about
    cells: list[Runs] = [(Text(about.title),)]
    cells += [(FigureRun(_value(material, measure, part.measure, at)),) for at in (base, period)]
    cells.append(
        (Text(TOO_SMALL),)
        if part.proportion is None
        else (FigureRun(_change(material, measure, part, base, period).with_sign()),)
    )
    return Row(cells=tuple(cells))


def _value(material: Material, measure: str, part: str, period: Period) -> Figure:
    evidence = material.parts[measure][part]
    seen = evidence.shown.series[material.book.context.area].at(period)
    return material.book.worked(
        evidence,
        f"{part}.value",
        None if seen is None else seen.value,
        area=material.book.context.area,
        method=VALUE_METHOD,
        periods=(period,),
        marks=frozenset() if seen is None else seen.marks,
    )


def _change(material: Material, measure: str, part: Part, base: Period, period: Period) -> Figure:
    return material.book.worked(
        material.parts[measure][part.measure],
        f"{part.measure}.change_percent",
        None if part.proportion is None else part.proportion * 100,
        area=material.book.context.area,
        unit=PERCENT,
        method=CHANGE_METHOD,
        periods=(base, period),
    )

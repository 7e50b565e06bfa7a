"""Areas that do not exist: which they are, and that nothing holds numbers of them unstamped."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copperplate.areas import (
    SYNTHETIC_CODES,
    Area,
    AreaKind,
    AreaRegister,
    PeerGroup,
    is_synthetic,
    read_register,
    with_districts_and_wards,
)
from copperplate.compare import Average
from copperplate.disclosure import (
    POLICIES,
    Audience,
    Publishable,
    one_by_one,
    publish,
    publish_parts,
    publish_to_holders,
)
from copperplate.drawing import (
    AreaMap,
    ControlChart,
    Dot,
    Fill,
    LegendEntry,
    Line,
    LineChart,
    RankedDots,
    Role,
    Shape,
    Stretch,
    draw,
)
from copperplate.drawing import Chart as Drawing
from copperplate.narrative.figure_maker import Context
from copperplate.narrative.figures import FigureBook
from copperplate.narrative.runs import FigureRun, Text, plain
from copperplate.periods import month
from copperplate.report.blocks import Chart, Column, Row, Table
from copperplate.series import Figure, Observation, Series
from copperplate.series.evidence import Evidence
from copperplate.series.figure import stamps_of
from copperplate.series.model import series_set
from copperplate.series.parted import Part, Parted
from copperplate.synthetic.places import MARK
from tests.builders import NOTE, about
from tests.render.sample import RATE, sample_document

FORCE, UNIT, OTHER, REAL = "X23000001", "X10000001", "X23000002", "E23000014"
BRUMSHIRE = "Synthetic: Brumshire Police does not exist"
TARN = "Synthetic: Tarn Constabulary does not exist"
REGISTER = AreaRegister(
    (
        Area(code=REAL, name="West Midlands", kind=AreaKind.POLICE_FORCE_AREA),
        Area(code="WM-OAK", name="Oak", kind=AreaKind.NEIGHBOURHOOD_POLICING_UNIT, parent=REAL),
        Area(code="X92000001", name="Farland", kind=AreaKind.COUNTRY),
        Area(code=FORCE, name="Brumshire", kind=AreaKind.POLICE_FORCE_AREA, parent="X92000001"),
        Area(code=UNIT, name="Ash", kind=AreaKind.NEIGHBOURHOOD_POLICING_UNIT, parent=FORCE),
        Area(code="X05000001", name="Ash Mill", kind=AreaKind.WARD, parent=UNIT),
        Area(code=OTHER, name="Tarn Constabulary", kind=AreaKind.POLICE_FORCE_AREA),
    )
)
CODES = tuple(REGISTER.codes())

WHICH = [
    # code, whether it is of an area that does not exist
    ("X23000001", True),
    ("x23000001", True),
    ("X1", False),  # a beat
    ("X2300001", False),
    ("X230000011", False),
    ("X2300000A", False),
    ("X23000001\n", False),
    ("X-BTP", False),  # a recording body, which does exist
    ("X-CIFAS", False),
    ("XANADU", False),
    ("E23000014", False),
    ("W15000003", False),
    ("S12000033", False),
    ("N09000003", False),
    ("K04000001", False),
    ("J99000001", False),
    ("L93000001", False),
    ("M83000003", False),
    ("WM-ASH", False),
    ("", False),
]


@pytest.mark.parametrize(("code", "synthetic"), WHICH)
def test_a_code_of_x_and_eight_digits_is_of_an_area_that_does_not_exist(
    code: str, synthetic: bool
) -> None:
    assert is_synthetic(code) is synthetic


def test_no_area_that_ships_is_synthetic() -> None:
    assert not [area.code for area in with_districts_and_wards() if is_synthetic(area.code)]


@given(st.from_regex(r"[XxEWS][0-9]{8}", fullmatch=True))
def test_files_are_asked_for_all_such_codes_and_for_no_government_s(code: str) -> None:
    assert is_synthetic(code) is any(least <= code < below for least, below in SYNTHETIC_CODES)


STAMPS = [
    # areas, what stands by their figures
    ((REAL,), ()),
    (("WM-OAK", "E92000001", "X-BTP"), ()),
    ((FORCE,), (BRUMSHIRE,)),
    ((UNIT,), (BRUMSHIRE,)),
    (("X05000001", UNIT, FORCE), (BRUMSHIRE,)),
    ((REAL, UNIT), (BRUMSHIRE,)),
    ((OTHER, FORCE), (BRUMSHIRE, TARN)),
    (("X92000001",), ("Synthetic: Farland does not exist",)),
    (("X99999999",), ("Synthetic: X99999999 does not exist",)),
]


@pytest.mark.parametrize(("codes", "said"), STAMPS)
def test_the_stamp_names_the_force(codes: tuple[str, ...], said: tuple[str, ...]) -> None:
    assert REGISTER.stamps(codes) == said


def test_the_synthetic_force_that_ships_is_stamped_with_the_sentence_its_files_bear(
    examples: Path,
) -> None:
    text = (examples / "brumshire-2013-14" / "areas" / "register.csv").read_text(encoding="utf-8")
    register = read_register(text, file="areas/register.csv")
    assert {code: register.stamps([code]) for code in register.codes()} == dict.fromkeys(
        register.codes(), (MARK,)
    )


# Evidence and what is published ----------------------------------------------------------

BASE, NOW = month(2013, 2), month(2014, 2)
RESTRICTED = {"policy": POLICIES["holders-only"], "audience": Audience.RESTRICTED}


def evidence(codes: tuple[str, ...], stamps: tuple[str, ...]) -> Evidence:
    rows = [
        Series(
            measure="robbery",
            area=code,
            unit=RATE,
            observations=tuple(
                Observation(period=period, value=10.0 + at, release=NOTE.identity)
                for at, period in enumerate((BASE, NOW))
            ),
        )
        for code in codes
    ]
    return Evidence(
        about=about(),
        series=series_set(measure="robbery", unit=RATE, rows=rows),
        query="SELECT 1",
        releases=(NOTE,),
        already_public=True,
        synthetic=stamps,
    )


def counted(codes: tuple[str, ...]) -> Evidence:
    return evidence(codes, REGISTER.stamps(codes))


some_areas = st.lists(st.sampled_from(CODES), min_size=1, max_size=4, unique=True).map(tuple)


@given(some_areas)
def test_evidence_of_what_does_not_exist_is_never_made_without_its_stamp(
    codes: tuple[str, ...],
) -> None:
    if any(map(is_synthetic, codes)):
        with pytest.raises(ValueError, match="does not exist says so"):
            evidence(codes, ())
        with pytest.raises(ValueError, match="does not exist says so"):
            replace(counted(codes), synthetic=())
        with pytest.raises(ValueError, match="does not exist says so"):
            replace(evidence((REAL,), ()), series=counted(codes).series)
    else:
        assert evidence(codes, ()).synthetic == ()


@given(some_areas, st.sampled_from(["open-data", "small-numbers"]))
def test_nothing_of_what_does_not_exist_is_published_without_its_stamp(
    codes: tuple[str, ...], policy: str
) -> None:
    expected = REGISTER.stamps(codes)
    assert bool(expected) is any(map(is_synthetic, codes))
    found: list[Publishable[object]] = []
    held = counted(codes)
    found += publish({"robbery": held}, policy=POLICIES[policy], audience=Audience.BOARD).values()
    found.append(
        publish_to_holders(
            "anything", already_public=False, areas=codes, names=REGISTER, **RESTRICTED
        )
    )
    assert [one.synthetic for one in found] == [expected] * 2
    alone = counted(codes[:1])
    parted = Parted(
        whole=alone,
        parts=(Part(said=("a",), counted=alone), Part(said=("b",), counted=alone)),
        by=("district",),
        of_which=False,
        base=BASE,
        period=NOW,
    )
    split = publish_parts(parted, policy=POLICIES[policy], audience=Audience.BOARD)
    whole, parts = one_by_one(split)
    stamps = REGISTER.stamps(codes[:1])
    assert [one.synthetic for one in (split, whole, *parts)] == [stamps] * 4


# Figures and blocks ----------------------------------------------------------------------


def book(*codes: str, area: str) -> FigureBook:
    shown = publish(
        {"robbery": counted(codes)}, policy=POLICIES["open-data"], audience=Audience.BOARD
    )
    group = PeerGroup(of=area, members=codes, name="group", source=".", valid_from=date(2010, 1, 1))
    context = Context(
        area=area, names=REGISTER, group=group, average=Average.MEAN_WITH_SELF, base=BASE
    )
    return FigureBook(shown, context)


FIGURES = [
    # members of a group, figure, of which area, what stands by it
    ((FORCE, REAL), "value", FORCE, (BRUMSHIRE,)),
    ((FORCE, REAL), "value", REAL, ()),
    ((FORCE, REAL), "change_percent", FORCE, (BRUMSHIRE,)),
    ((FORCE, REAL), "change", REAL, ()),
    ((FORCE, REAL), "average", REAL, (BRUMSHIRE,)),
    ((FORCE, REAL), "rank", REAL, (BRUMSHIRE,)),
    ((REAL, FORCE), "gap", REAL, (BRUMSHIRE,)),
    ((FORCE, OTHER, REAL), "average", REAL, (BRUMSHIRE, TARN)),
    ((REAL,), "average", REAL, ()),
]


@pytest.mark.parametrize(("members", "kind", "area", "said"), FIGURES)
def test_a_figure_is_stamped_for_every_area_it_speaks_of(
    members: tuple[str, ...], kind: str, area: str, said: tuple[str, ...]
) -> None:
    figure = book(*members, area=area).figure(f"robbery.{kind}", area=area, period=NOW)
    assert figure.provenance.synthetic == said
    if said:
        with pytest.raises(ValueError, match="does not exist says so"):
            replace(figure.provenance, synthetic=())


def of(area: str) -> Figure:
    return book(FORCE, OTHER, REAL, area=area).figure("robbery.value", area=area, period=NOW)


def table(*areas: str) -> Table:
    return Table(
        identity="t",
        caption="Robbery",
        columns=(Column(title="Area"), Column(title="Crimes", numeric=True)),
        rows=tuple(Row(cells=((Text(area),), (FigureRun(of(area)),))) for area in areas),
        notes=("A note.",),
    )


TABLES = [
    ((REAL,), ("A note.",)),
    ((REAL, FORCE), (BRUMSHIRE, "A note.")),
    ((OTHER, REAL, FORCE), (BRUMSHIRE, TARN, "A note.")),
]


@pytest.mark.parametrize(("areas", "notes"), TABLES)
def test_one_synthetic_figure_stamps_a_table(
    areas: tuple[str, ...], notes: tuple[str, ...]
) -> None:
    made = table(*areas)
    assert made.notes == notes
    assert replace(made, caption="Other").notes == notes
    assert replace(made, notes=()).notes == notes[:-1]


RING = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0))
DRAWINGS: dict[str, Drawing] = {
    "lines": LineChart(
        lines=(Line(name="A", xs=(0.0, 1.0), ys=(1.0, 2.0), role=Role.MAIN),),
        x_ticks=(),
        y_heading="Crimes",
    ),
    "dots": RankedDots(
        dots=(Dot(name="A", value=1.0, value_label="1", role=Role.MAIN),), x_heading="Crimes"
    ),
    "control": ControlChart(
        xs=(0.0, 1.0),
        ys=(1.0, 2.0),
        stretches=(
            Stretch(first=0, last=1, centre=1.5, lower=None, upper=None, centre_label="1.5"),
        ),
        x_ticks=(),
        y_heading="Crimes",
    ),
    "map": AreaMap(
        shapes=(Shape(rings=(RING,), fill=Fill.ZERO),),
        legend=(LegendEntry(fill=Fill.ZERO, label="0", note="zero"),),
        heading="Crimes",
    ),
}


@pytest.mark.parametrize("palette", ["screen", "print"])
@pytest.mark.parametrize("name", DRAWINGS)
def test_a_picture_of_synthetic_figures_says_so_itself(name: str, palette: str) -> None:
    def chart(*areas: str) -> Chart:
        return Chart(
            identity="c",
            title=(Text("A headline"),),
            subtitle="Robbery",
            source="Source.",
            alternative=(Text("What it shows."),),
            drawing=DRAWINGS[name],
            table=table(*areas),
        )

    real, mixed = chart(REAL), chart(REAL, FORCE)
    assert (real.drawing, plain(real.alternative)) == (DRAWINGS[name], "What it shows.")
    assert mixed.drawing.stamp == mixed.synthetic == (BRUMSHIRE,)
    again = replace(mixed, drawing=DRAWINGS[name])
    assert again == mixed
    assert plain(again.alternative) == f"{BRUMSHIRE}. What it shows."
    drawn = draw(mixed.drawing, width=720, palette=palette)  # type: ignore[arg-type]
    assert f"<title>{BRUMSHIRE}</title>" in drawn
    assert f">{BRUMSHIRE}</text>" in drawn
    assert "ynthetic" not in draw(real.drawing, width=720, palette=palette)  # type: ignore[arg-type]


def test_one_synthetic_figure_stamps_a_document() -> None:
    real = sample_document()
    first, *others = real.sections
    one = replace(first, blocks=(*first.blocks, table(FORCE)))
    mixed = replace(real, sections=(one, *others))
    assert (real.synthetic, mixed.synthetic) == ((), (BRUMSHIRE,))
    assert replace(mixed, sections=real.sections).synthetic == ()
    assert stamps_of([of(REAL), of(OTHER), of(FORCE)]) == (BRUMSHIRE, TARN)

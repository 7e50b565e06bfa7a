"""One milestone in full: where it stands, its target through the year, its areas.

Arranges what disclosure let through; counts nothing and knows no format.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from copperplate.areas import Area
from copperplate.disclosure import Audience, Policy, Publishable
from copperplate.drawing import Line, LineChart, Role, Tick
from copperplate.findings.position import Position, RestOfYear
from copperplate.findings.target_profile import ProfileMonth, Recorded, TargetProfile
from copperplate.narrative.figure_maker import Context, Maker
from copperplate.narrative.positions import position_figures, position_runs, rest_figures
from copperplate.narrative.runs import FigureRun, Runs, Text
from copperplate.narrative.target_profiles import (
    NoProfile,
    ProfileColumn,
    allows,
    last_year_of,
    newest_month,
    profile_figures,
    shared_out,
)
from copperplate.periods import MONTH_NAMES, Period
from copperplate.plan import Aim, Plan
from copperplate.report.blocks import Chart, Column, Row, Table
from copperplate.report.charts import publications
from copperplate.report.objectives import Positioned
from copperplate.series import Figure
from copperplate.series.evidence import Evidence
from copperplate.series.figure import ReleaseNote, stamps_of
from copperplate.series.numbers import printed

STATE_WORDS = {
    Recorded.NOT_YET: "not yet",
    Recorded.HIDDEN: "[c]",
    Recorded.NOT_HELD: "[x]",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Rest:
    """What an earlier year counted in the days still to come; `figures` by name."""

    found: RestOfYear
    figures: Mapping[str, Figure]


@dataclass(frozen=True, kw_only=True, slots=True)
class ProfileRow:
    """A month of the profile; `figures` holds those there are."""

    found: ProfileMonth
    figures: Mapping[ProfileColumn, Figure]

    def cell(self, column: ProfileColumn) -> str:
        """Return a cell as it is printed: a number, or why there is none."""
        if column in self.figures:
            return self.figures[column].marked_text
        return "[x]" if column is ProfileColumn.LAST_YEAR else STATE_WORDS[self.found.state]


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """A year's target shared out over its months.

    Attributes:
        found: The finding.
        rows: April to March.
        headings: A heading for each column.
        said: How the newest whole month stands, and by what the target is shared out.
    """

    found: TargetProfile
    rows: tuple[ProfileRow, ...]
    headings: Mapping[ProfileColumn, str]
    said: tuple[Runs, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class AreaStands:
    """Where an area stands against the milestone, on its own base."""

    area: Area
    positioned: Positioned
    recorded: Figure


@dataclass(frozen=True, kw_only=True, slots=True)
class MilestoneSheet:
    """One milestone of an area.

    Attributes:
        plan, aim: Whose it is.
        area: Whom it is of.
        evidence: What the position was judged from.
        positioned: Where it stands.
        recorded: This period's figure.
        rests: The days still to come in earlier years, oldest first.
        beside: What is said of a group, sentences; empty where none settles it.
        profile: Its target through the year; None where it has none.
        no_profile: Why not; None where it has one.
        by: What kind of areas `areas` are, as it was asked for; empty for none.
        areas: Areas below, in the register's order.
        ended: Whether the plan ended before the newest day known, so that its last day is judged.
        policy, audience: What it passed, and for whom.
        licence: Attribution to print.
        releases: What it was read from.
    """

    plan: Plan
    aim: Aim
    area: Area
    evidence: Evidence
    positioned: Positioned
    recorded: Figure
    rests: tuple[Rest, ...]
    beside: tuple[Runs, ...]
    profile: Profile | None
    no_profile: NoProfile | None
    by: str
    areas: tuple[AreaStands, ...]
    ended: bool
    policy: Policy
    audience: Audience
    licence: str
    releases: tuple[ReleaseNote, ...]

    @property
    def period(self) -> Period:
        """The days judged, or the period of the newest figure."""
        return self.positioned.found.period

    @property
    def synthetic(self) -> tuple[str, ...]:
        """What must stand by it because areas it speaks of do not exist; empty where all do."""
        beside = [run.figure for said in self.beside for run in said if isinstance(run, FigureRun)]
        return stamps_of((self.recorded, *beside, *(one.recorded for one in self.areas)))


def positioned(maker: Maker, found: Position) -> Positioned:
    """Return a position with its words and figures."""
    return Positioned(
        found=found, words=position_runs(maker, found), figures=position_figures(maker, found)
    )


def recorded_figure(maker: Maker, period: Period) -> Figure:
    """Return this period's figure; without a value where none is held."""
    return maker.make(f"{maker.about.id}.value", "value", period, None)


def rests_of(maker: Maker, found: Position) -> tuple[Rest, ...]:
    """Return the days still to come as earlier years counted them."""
    return tuple(Rest(found=rest, figures=rest_figures(maker, found, rest)) for rest in found.rests)


def profile_of(
    months: Publishable[Evidence],
    found: TargetProfile,
    *,
    context: Context,
    area: str,
    rising: bool,
) -> Profile:
    """Return a profile with a figure in every cell that has a number."""
    maker = Maker(context, months, area)
    headings = {
        ProfileColumn.ALLOWED: "Milestone " + allows(rising),
        ProfileColumn.RECORDED: "Recorded",
        ProfileColumn.DIFFERENCE: "Difference",
        ProfileColumn.LAST_YEAR: str(last_year_of(found)),
    }
    said = (newest_month(maker, found, rising=rising), (Text(shared_out(found)),))
    return Profile(
        found=found,
        rows=tuple(
            ProfileRow(found=one, figures=profile_figures(maker, found, one))
            for one in found.months
        ),
        headings=headings,
        said=tuple(one for one in said if one),
    )


def profile_chart(sheet: MilestoneSheet, profile: Profile) -> Chart:
    """Return what was recorded to the end of each month beside what the milestone allows."""
    unit = sheet.evidence.series.unit
    title, *_ = profile.said
    return Chart(
        identity=f"{sheet.aim.id}-profile",
        title=_without_stop(title),
        subtitle=f"{sheet.evidence.about.title}, {sheet.area.name}: from 1 April "
        f"{profile.found.year.start.year} to the end of each month of {profile.found.year}",
        source=f"Source: {publications(list(sheet.releases))}.",
        alternative=title,
        drawing=LineChart(
            lines=_lines(profile),
            x_ticks=tuple(
                Tick(at=float(at), label=MONTH_NAMES[one.found.month.end.month - 1][:3])
                for at, one in enumerate(profile.rows, start=1)
            ),
            y_heading=f"{unit.heading}, year to date",
        ),
        table=_table(sheet, profile),
    )


def _without_stop(said: Runs) -> Runs:
    *head, last = said
    return (*head, Text(last.text.removesuffix("."))) if isinstance(last, Text) else said


def _lines(profile: Profile) -> tuple[Line, ...]:
    found = profile.found
    newest = "" if found.newest is None else MONTH_NAMES[found.newest.month.end.month - 1][:3]
    kinds = (
        (ProfileColumn.LAST_YEAR, str(last_year_of(found)), Role.PEER),
        (ProfileColumn.ALLOWED, profile.headings[ProfileColumn.ALLOWED], Role.AVERAGE),
        (ProfileColumn.RECORDED, f"Recorded by {newest}", Role.MAIN),
    )
    lines = []
    for column, name, role in kinds:
        ys = [_value(row, column) for row in profile.rows]
        held = [y for y in ys if y is not None]
        if not held:
            continue
        # Nothing is recorded before the year begins: every line starts from there.
        lines.append(
            Line(
                name=name,
                xs=tuple(map(float, range(len(ys) + 1))),
                ys=(0.0, *ys),
                role=role,
                value_label=printed(held[-1], 0),
            )
        )
    return tuple(lines)


def _value(row: ProfileRow, column: ProfileColumn) -> float | None:
    return row.figures[column].value if column in row.figures else None


def _table(sheet: MilestoneSheet, profile: Profile) -> Table:
    columns = [Column(title="To the end of")]
    columns += [Column(title=heading, numeric=True) for heading in profile.headings.values()]
    rows = []
    for row in profile.rows:
        cells: list[Runs] = [(Text(str(row.found.month)),)]
        for column in profile.headings:
            figure = row.figures.get(column)
            cells.append((FigureRun(figure),) if figure else (Text(row.cell(column)),))
        rows.append(Row(cells=tuple(cells)))
    return Table(
        identity=f"{sheet.aim.id}-profile-data",
        caption=f"{sheet.evidence.about.title}, {sheet.area.name}, {profile.found.year}",
        columns=tuple(columns),
        rows=tuple(rows),
        notes=tuple(_plain_notes(profile.said[1:])),
    )


def _plain_notes(said: Sequence[Runs]) -> list[str]:
    return ["".join(run.text for run in one if isinstance(run, Text)) for one in said]

"""What is planted in the synthetic force: what changes, where, when, by how much, and why.

Declarations alone. `crimes` draws by them, `truth` writes them down; knows no shape of anything
else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from copperplate.synthetic import draws
from copperplate.synthetic.places import UNITS

YEAR = date(2013, 4, 1)
"""First day of the year that the papers report on; the base year is the one before."""


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitChange:
    """One unit records more or fewer of a group, from a month on or for some months.

    What others record falls or rises as much in all, so that the force's total stays.

    Attributes:
        kind: ``step``, ``intervention`` or ``high-months``.
        percent: Of what it would have recorded: -20 is a fifth fewer; 0 is an intervention
            without effect.
        start: The first day of a month.
        end: The first day of the month after the last; None where it lasts.
        why: What stands behind it, for the truth file.
    """

    id: str
    kind: str
    unit: str
    groups: tuple[str, ...]
    percent: int
    start: date
    end: date | None = None
    why: str = ""

    def holds(self, group: str, month: date) -> bool:
        """Return whether it bears on a group in a month."""
        lasts = self.end is None or month < self.end
        return group in self.groups and self.start <= month and lasts


@dataclass(frozen=True, kw_only=True, slots=True)
class Carried:
    """What a group has more than a year before is all of one offence in one unit."""

    id: str
    unit: str
    group: str
    offence: str
    start: date
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MarkerChange:
    """A marker is set more or less often, from a month on.

    Attributes:
        kind: ``campaign`` where more is reported, ``definition`` where it means more.
        percent: Of how often it was set before.
    """

    id: str
    kind: str
    marker: str
    groups: tuple[str, ...]
    percent: int
    start: date
    why: str

    def holds(self, group: str, month: date) -> bool:
        """Return whether it bears on a group in a month."""
        return group in self.groups and self.start <= month


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """How many crimes of a quarter are of a kind: a share, and from a year on a change of it.

    Attributes:
        name: ``business_named`` or ``priority_area``.
        per_mille: Of all crimes, before `YEAR`.
        percent: In each quarter of `YEAR`, more than in the same quarter a year before.
    """

    id: str
    name: str
    per_mille: int
    percent: int
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Plants:
    """All that is planted."""

    units: tuple[UnitChange, ...]
    carried: tuple[Carried, ...]
    markers: tuple[MarkerChange, ...]
    shares: tuple[Share, ...]
    noise: tuple[str, ...]
    """Units in which nothing is planted."""


def planted(seed: int) -> Plants:
    """Return what is planted in the force of a seed: another seed, other units."""
    role = _roles(seed)
    violence = ("violence_with_injury", "violence_without_injury")
    return Plants(
        carried=(
            Carried(
                id="violence-rise",
                unit=role[0],
                group="violence_with_injury",
                offence="8N",
                start=YEAR,
                why="More assaults with injury, all of them in one unit.",
            ),
        ),
        units=(
            UnitChange(
                id="vehicle-fall",
                kind="step",
                unit=role[1],
                groups=("vehicle_offences",),
                percent=-20,
                start=date(2012, 12, 1),
                why="A gang that stole cars to order was sent to prison.",
            ),
            UnitChange(
                id="alley-gates",
                kind="intervention",
                unit=role[2],
                groups=("burglary_domestic",),
                percent=-25,
                start=date(2013, 2, 1),
                why="Gates were put on the alleys behind terraced houses; it worked.",
            ),
            UnitChange(
                id="shop-radio",
                kind="intervention",
                unit=role[3],
                groups=("shoplifting",),
                percent=0,
                start=date(2013, 6, 1),
                why="Shops were given a radio link; it changed nothing.",
            ),
            UnitChange(
                id="robbery-months",
                kind="high-months",
                unit=role[4],
                groups=("robbery",),
                percent=90,
                start=date(2013, 11, 1),
                end=date(2014, 1, 1),
                why="Two robbers of mobile telephones, both caught in January.",
            ),
            UnitChange(
                id="shoplifting-step",
                kind="step",
                unit=role[5],
                groups=("shoplifting",),
                percent=40,
                start=date(2012, 7, 1),
                why="A large shopping centre opened.",
            ),
            UnitChange(
                id="bad-october",
                kind="high-months",
                unit=role[6],
                groups=("criminal_damage_and_arson",),
                percent=80,
                start=date(2012, 10, 1),
                end=date(2012, 11, 1),
                why="One bad month in the base year: this year looks better than it is.",
            ),
        ),
        markers=(
            MarkerChange(
                id="domestic-campaign",
                kind="campaign",
                marker="domestic_abuse",
                groups=violence,
                percent=20,
                start=date(2013, 9, 1),
                why="A campaign asked people to report; no more harm is done than before.",
            ),
            MarkerChange(
                id="knife-definition",
                kind="definition",
                marker="knife",
                groups=(*violence, "robbery"),
                percent=30,
                start=date(2012, 4, 1),
                why="From this day a knife that was only threatened with counts too.",
            ),
        ),
        shares=(
            Share(
                id="business-rise",
                name="business_named",
                per_mille=200,
                percent=4,
                why="Crimes that name a company.",
            ),
            Share(
                id="priority-rise",
                name="priority_area",
                per_mille=120,
                percent=3,
                why="Crimes in the priority areas.",
            ),
        ),
        noise=role[7:],
    )


def nothing() -> Plants:
    """Return a force in which nothing is planted but its usual shares."""
    usual = tuple(replace(one, percent=0) for one in planted(0).shares)
    codes = tuple(unit.code for unit in UNITS)
    return Plants(units=(), carried=(), markers=(), shares=usual, noise=codes)


def _roles(seed: int) -> tuple[str, ...]:
    """Return the units in an order of the seed's."""
    order = draws.shuffled(draws.stream(seed, "roles"), len(UNITS))
    return tuple(UNITS[place].code for place in order)

"""What a measure says: a definition a statistics bulletin could print, as a frozen value.

A count names a canonical table and a condition on it; a mean is of a column of records; a
rate names a count and whom it is per; a proportion names two counts; a percentage is read as
it was published. Holds no connection and runs nothing.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from copperplate.periods import PeriodKind
from copperplate.series import Unit
from copperplate.series.units import PERCENT, UnitKind

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,79}$")]
Sentence = Annotated[str, StringConstraints(min_length=1, max_length=600, strip_whitespace=True)]


class Better(StrEnum):
    """Which way is better. Recorded crime may rise because recording improves."""

    LOWER = "lower"
    HIGHER = "higher"
    NEITHER = "neither"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Break(_Part):
    """A date from which values are not comparable with earlier ones."""

    on: date
    note: Sentence


class Noun(_Part):
    """What is counted, in the plural and for one."""

    plural: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    singular: Annotated[str, StringConstraints(min_length=1, max_length=60)]


class Counted(_Part):
    """A worked example of a count: what is said of a row that counts, and of one that does not.

    What is not said is missing in the row. An empty ``not_counted`` says that every row counts.
    """

    counted: dict[str, str | bool | int | float]
    not_counted: dict[str, str | bool | int | float]


class Worked(_Part):
    """A worked example of what is worked out of two numbers.

    Attributes:
        above, below: The numbers above the line and below it.
        gives: What comes out, to two decimal places.
    """

    above: float
    below: float
    gives: float


class _Measure(_Part):
    """What every measure says, whatever its kind.

    Attributes:
        id: Its identity; lower-case words joined by underscores, the subject first.
        title: What a heading calls it.
        short: What a sentence calls it, in lower case: "recorded crime".
        question: The question a reader asks that it answers.
        definition: What is counted and what is not, in a sentence or two.
        better: Which way is better.
        collection: The data collection it belongs to; sources of different collections
            are never joined in a series.
        sources: Adapters it may be read from; where two released on one day, the earlier
            in this list speaks.
        periods: The shapes of period it is published for.
        breakdowns: What it can be broken down by.
        valid_from, valid_to: First and last day it is defined for.
        breaks: Dates that break the series.
        comparability: What must be said when areas are compared.
        not_comparable: Why areas cannot be compared at all; None where they can.
        recording_note: Whether better recording may itself raise it, so that the machine
            prints the recording note from 2014/15 on.
        sensitive: Whether small numbers of it could point at people.
        plural: Whether `short` is a plural, which sentences agree with.
        zero_tells: Whether none of it is itself telling, and hidden where small numbers are.
        parent: Id of the measure it is part of; None where it is part of none.
        example: A worked example, which must come out as it says.
        owner: The office answerable for the definition.
        lag: How long after the period it is published.
    """

    id: Identifier
    title: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    short: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    plural: bool = False
    question: Sentence
    definition: Sentence
    better: Better
    collection: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    sources: tuple[str, ...] = Field(min_length=1)
    periods: tuple[PeriodKind, ...] = Field(min_length=1)
    breakdowns: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    breaks: tuple[Break, ...] = ()
    comparability: Sentence | None = None
    not_comparable: Sentence | None = None
    recording_note: bool = False
    sensitive: bool = False
    zero_tells: bool = False
    parent: Identifier | None = None
    example: Counted | Worked | None = None
    owner: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    lag: Sentence


class Quarters(_Part):
    """How quarters are had where only rolling years were published.

    Attributes:
        years: The source whose rolling years are differenced, within one edition.
        known: The source that published the quarters it starts from.
    """

    years: str
    known: str


class RowMeasure(_Measure):
    """What is read from the rows of a canonical table that meet a condition."""

    table: str
    where: Annotated[str, StringConstraints(max_length=2000)] = ""


class Repeats(_Part):
    """Which records count as repeats.

    Attributes:
        of: The column of pseudonyms that tells who or what it happened to again.
        within_days: How many days before the earlier record may lie, at most; it lies on an
            earlier day in any case.
        any_earlier: Whether any record of the table makes a later one a repeat, or only one
            that meets the measure's condition too.
    """

    of: Identifier
    within_days: Annotated[int, Field(ge=1, le=36_600)]
    any_earlier: bool = False


class DatedMeasure(RowMeasure):
    """What may be counted from records, by one of the days that are known of them.

    Attributes:
        dated_by: Which of the table's dates; None for its usual one.
    """

    dated_by: Identifier | None = None


class CountMeasure(DatedMeasure):
    """A number of things: rows of a canonical table that meet a condition, summed.

    Attributes:
        quarters: How quarters are had, where they were not published; None otherwise.
        sums: Of records, the column that is added up; None counts the records themselves.
        repeats: Of records, that only repeats are counted; None counts all of them.
    """

    kind: Literal["count"]
    quarters: Quarters | None = None
    sums: Identifier | None = None
    repeats: Repeats | None = None
    noun: Noun

    @model_validator(mode="after")
    def _sum_or_repeats(self) -> CountMeasure:
        if self.sums is not None and self.repeats is not None:
            raise ValueError("a count adds up a column ('sums') or counts 'repeats', not both")
        return self

    @property
    def unit(self) -> Unit:
        """What it is counted in."""
        return Unit(kind=UnitKind.COUNT, noun=self.noun.plural, singular=self.noun.singular)


class MeanMeasure(DatedMeasure):
    """The mean of a column of records, over the records that say it.

    Attributes:
        of: The column.
        noun: What it is counted in: days, pounds.
    """

    kind: Literal["mean"]
    of: Identifier
    noun: Noun

    @property
    def unit(self) -> Unit:
        """What it is counted in."""
        return Unit(kind=UnitKind.MEAN, noun=self.noun.plural, singular=self.noun.singular)


class PercentageMeasure(RowMeasure):
    """A percentage that somebody published without its numbers, as it stands.

    It can be neither added up nor worked out again, so its condition is of one name.

    Attributes:
        of: What the percentage says: a change since the base year, or a share.
    """

    kind: Literal["percentage"]
    of: Literal["change", "share"]

    @property
    def unit(self) -> Unit:
        """Per cent."""
        return PERCENT


class Denominator(_Part):
    """Whom or what a rate is per: a population, or another count.

    Attributes:
        base: The population below the line; None where a count stands there.
        count: Id of the count below the line; None where a population stands there.
        per: How many of them the rate is per.
        rule: Of a population, which year's estimate belongs to which period; see
            `query.denominators`. Of a count, which of its values; see `query.count_rates`.
    """

    base: Literal["residents", "households"] | None = None
    count: Identifier | None = None
    per: Annotated[int, Field(ge=1, le=1_000_000_000)]
    rule: Literal["ons-police-force-area", "same-period", "newest-before"]

    @model_validator(mode="after")
    def _one_thing_below_the_line(self) -> Denominator:
        if (self.base is None) == (self.count is None):
            raise ValueError(
                "a denominator needs either 'base' (a population) or 'count' (a measure), and not "
                "both"
            )
        if (self.base is not None) != (self.rule == "ons-police-force-area"):
            raise ValueError(
                "the rule 'ons-police-force-area' is for a 'base', and 'same-period' and "
                "'newest-before' are for a 'count'"
            )
        return self


class RateMeasure(_Measure):
    """A count over a population or another count, times a round number."""

    kind: Literal["rate"]
    numerator: Identifier
    denominator: Denominator
    noun: Noun

    @property
    def unit(self) -> Unit:
        """What it is counted in; what a count below the line counts, only that count says."""
        return Unit(
            kind=UnitKind.RATE,
            noun=self.noun.plural,
            singular=self.noun.singular,
            per=self.denominator.per,
            base=self.denominator.base or "",
        )


class Basis(StrEnum):
    """How the two counts of a proportion belong together; outcomes have two ways."""

    PART = "part-of-whole"
    """The numerator counts some of what the denominator counts."""
    ASSIGNED = "outcomes-assigned-in-period"
    """Outcomes given in the period, of crimes whenever they were recorded."""
    RECORDED = "outcomes-of-crimes-recorded-in-period"
    """Outcomes, so far, of the crimes recorded in the period."""
    NOT_STATED = "not-stated"
    """Whoever published the two counts did not say."""


class ProportionMeasure(_Measure):
    """A count as a percentage of another of the same area and days.

    Attributes:
        numerator: Id of the count above the line.
        of: Id of the count below it.
        basis: How the two belong together; never left to be guessed.
    """

    kind: Literal["proportion"]
    numerator: Identifier
    of: Identifier
    basis: Basis

    @property
    def unit(self) -> Unit:
        """Per cent."""
        return PERCENT


Measure = Annotated[
    CountMeasure | MeanMeasure | RateMeasure | ProportionMeasure | PercentageMeasure,
    Field(discriminator="kind"),
]


class MeasureFile(_Part):
    """A measure file: one subject, any number of measures, each checked by itself.

    Attributes:
        common: What its measures say unless they say otherwise.
    """

    subject: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    common: dict[str, Any] = Field(default_factory=dict)
    measures: tuple[Any, ...] = Field(min_length=1)

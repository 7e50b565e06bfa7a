"""Small words sentences share: numbers in words, spans of time, lists, articles by sound."""

from __future__ import annotations

import math
from collections.abc import Sequence

from copperplate.periods import Period, PeriodKind, long_date
from copperplate.series.numbers import ordinal, rounded
from copperplate.series.units import Unit, UnitKind
from copperplate.spc.constants import ON

# Numbers that no more places tell apart differ by less than anyone counts.
MOST_PLACES = 6

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_PLACES = (
    "",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
)
_PERIOD_WORDS = {
    PeriodKind.DAY: ("day", "days", 365),
    PeriodKind.WEEK: ("week", "weeks", 52),
    PeriodKind.MONTH: ("month", "months", 12),
    PeriodKind.QUARTER: ("quarter", "quarters", 4),
    PeriodKind.FINANCIAL_YEAR: ("year", "years", 1),
    PeriodKind.CALENDAR_YEAR: ("year", "years", 1),
    PeriodKind.YEAR_ENDING: ("year", "years", 1),
    PeriodKind.YEAR_TO_DATE: ("year to date", "years to date", 1),
}


def sentence_case(text: str) -> str:
    """Return a phrase as the head of a sentence: ``year ending March 2016`` with its Y raised."""
    return text[:1].upper() + text[1:]


def number_word(number: int) -> str:
    """Return a small whole number in words, a larger one in figures: ``six``, ``14``."""
    return _SMALL[number] if 0 <= number < len(_SMALL) else f"{number:,}"


def ordinal_word(number: int) -> str:
    """Return a small place in words, a larger one in figures: ``second``, ``12th``."""
    return _PLACES[number] if 0 < number < len(_PLACES) else ordinal(number)


def one_period(kind: PeriodKind) -> str:
    """Return what one period of a kind is called: ``quarter``."""
    return _PERIOD_WORDS[kind][0]


def the(period: Period) -> str:
    """Return a period as it stands in a sentence.

    Example:
        >>> from copperplate.periods import parse_period
        >>> [the(parse_period(p)) for p in ("year ending June 2019", "2013/14", "June 2019")]
        ['the year ending June 2019', '2013/14', 'June 2019']
        >>> the(parse_period("2013-04-01/2014-03-14"))
        'the financial year to 14 March 2014'
    """
    if period.kind is PeriodKind.YEAR_TO_DATE:
        return f"the financial year to {long_date(period.end)}"
    named = period.kind in (PeriodKind.WEEK, PeriodKind.YEAR_ENDING)
    return f"the {period}" if named else str(period)


def span(periods: int, kind: PeriodKind) -> str:
    """Return how long a number of periods is; eight quarters are two years.

    Example:
        >>> [span(n, PeriodKind.QUARTER) for n in (1, 6, 8, 9)]
        ['one quarter', 'six quarters', 'two years', 'over two years']
    """
    one, many, in_a_year = _PERIOD_WORDS[kind]
    years, rest = divmod(periods, in_a_year)
    if in_a_year > 1 and years >= 2:
        return f"{'over ' if rest else ''}{number_word(years)} years"
    return f"{number_word(periods)} {one if periods == 1 else many}"


def listed(names: Sequence[str]) -> str:
    """Return names as readers list them: ``a``, ``a and b``, ``a, b and c``."""
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + " and " + names[-1]


def both_or_all(number: int) -> str:
    """Return what stands for every one of a number: ``both``, ``all``."""
    return "both" if number == 2 else "all"


def out_of(number: int, of: int) -> str:
    """Return some of many.

    Example:
        >>> [out_of(2, 7), out_of(7, 7), out_of(2, 2), out_of(0, 7)]
        ['two of seven', 'all seven', 'both', 'none of seven']
    """
    if number == of:
        return "both" if of == 2 else f"all {number_word(of)}"
    return f"{number_word(number) if number else 'none'} of {number_word(of)}"


def points(unit: Unit) -> str:
    """Return what follows a difference: one of percentages is in percentage points."""
    return " percentage points" if unit.kind is UnitKind.PERCENT else ""


def article(printed: str) -> str:
    """Return the article a printed number takes by its sound.

    Example:
        >>> [f"{article(n)} {n}" for n in ("8%", "23%", "11%", "18%", "80", "1,100", "11,000")]
        ['an 8%', 'a 23%', 'an 11%', 'an 18%', 'an 80', 'a 1,100', 'an 11,000']
    """
    digits = "".join(c for c in printed.split(".")[0] if c.isdigit())
    if digits.startswith("8"):
        return "an"
    # "eleven" and "eighteen" are said only where the leading group is 11 or 18.
    return "an" if digits[:2] in ("11", "18") and len(digits) % 3 == 2 else "a"


def places_that_keep_apart(threshold: float) -> int:
    """Return the decimal places that print a threshold between the same whole numbers.

    A count beyond it must be beyond it as printed too: 6,370.96 may not become 6,371.0. A
    threshold on a whole number, by the tolerance of the charts, prints as that number.
    """
    if math.isclose(threshold, round(threshold), rel_tol=ON):
        return 0
    places = 1
    while round(threshold, places).is_integer():
        places += 1
    return places


def places_that_tell_apart(one: float, other: float, places: int) -> int:
    """Return the fewest decimal places, from `places` on, that print two numbers apart.

    Example:
        >>> [places_that_tell_apart(10.4, n, 0) for n in (12.0, 9.6, 10.4)]
        [0, 1, 0]
    """
    apart = (n for n in range(places, MOST_PLACES + 1) if rounded(one, n) != rounded(other, n))
    return next(apart, places)

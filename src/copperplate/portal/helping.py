"""How to read the pages: what their signs, letters and short names mean, in plain words.

Knows no workspace, no figure and no person.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from copperplate.findings.position import PositionCode
from copperplate.narrative.wording import number_word
from copperplate.portal.desk import Desk
from copperplate.portal.pages import Page
from copperplate.portal.performance.objectives import code_words
from copperplate.series import Mark
from copperplate.spc.rule_sets import SFN

_POSITIONS: Mapping[PositionCode, str] = MappingProxyType(
    {
        PositionCode.ON_COURSE: "The figures so far are at least as good as the milestone asks for "
        "by this day. Where what is left has never been seen before, that is said beside it.",
        PositionCode.BEHIND: "They are not as good, but what is left to do has been done in these "
        "days of a year before.",
        PositionCode.OUT_OF_REACH: "They are not as good, and it could only be met at a rate never "
        "seen in these days of the year.",
        PositionCode.ALREADY_MISSED: "Whatever is still to come, it cannot be met.",
        PositionCode.MET: "It is met as it stands; later figures could still undo that.",
        PositionCode.SECURED: "It is met and cannot be lost.",
        PositionCode.NOT_KNOWN: "The figures held do not tell, and the page says why.",
    }
)

_CHARTS: Mapping[str, str] = MappingProxyType(
    {
        "Average": "The line through the middle: the mean of the periods since the process last "
        "changed.",
        "Limits": "The band round the average. Values move up and down by themselves; within the "
        "band that is routine, and a rise or fall from one month to the next says nothing.",
        "On or beyond a limit": "One value outside of the band: out of the ordinary, and worth "
        "asking about.",
        "Possible step change": f"{number_word(SFN.run_length).capitalize()} values in a row on "
        "one side of the average as it then stood. The average and the limits are drawn anew from "
        "the first of them. It stays possible until an office confirms or refuses it.",
        "A separate test of the counts": "What another method makes of the same counts, which "
        "looks at all of them at once. A step that it supports strongly rarely comes by chance; "
        "one that it does not support often does.",
        "Run": f"{number_word(SFN.run_worth_saying).capitalize()} values or more on one side: a "
        "step may be beginning.",
        "A hollow point": "Provisional: not judged yet, because it will still change.",
    }
)

_BEHIND_A_ROW = (
    ("Chart", "The milestone's course through the year."),
    ("SfN chart", "The control chart, which tells signals from noise."),
    ("By area", "Which areas the change came from."),
    ("By clear-up", "How the crimes were cleared up."),
    ("DW", "The records behind the figure (the data warehouse), for those who hold them."),
)


def help_page(desk: Desk, query: Mapping[str, str]) -> Page:
    """Return the page."""
    return Page(
        template="help.html",
        title="How to read these pages",
        said={
            "positions": [(code_words(code), _POSITIONS[code]) for code in PositionCode],
            "charts": list(_CHARTS.items()),
            "behind": _BEHIND_A_ROW,
            "marks": [(mark.shorthand, mark.meaning) for mark in Mark],
        },
    )

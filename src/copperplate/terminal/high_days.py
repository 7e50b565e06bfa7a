"""What `high-days` prints: days beyond their limits, with what was expected of each.

Text from what disclosure let through; computes nothing.
"""

from __future__ import annotations

import json
import textwrap

from copperplate.narrative.part_names import WEEKDAYS
from copperplate.narrative.wording import number_word
from copperplate.pipeline import Judged
from copperplate.series.numbers import printed
from copperplate.terminal.answers import LINE
from copperplate.terminal.rows import as_rows, stamped


def high_days_as_text(judged: Judged) -> str:
    """Return the days, newest first, and how many chance alone would make."""
    found, about = judged.found, judged.evidence.shown.about
    above = sum(day.above for day in found.days)
    below = len(found.days) - above
    said = (
        f"Of {found.judged:,} days, {number_word(above) if above else 'none'} held more and "
        f"{number_word(below) if below else 'none'} fewer than their day of the week lets one "
        f"expect; chance alone would make {found.expected_by_chance:.1f} that hold more."
    )
    season = (
        "What is expected follows the season."
        if found.season_removed
        else "Too little is known to take the season into account."
    )
    head = [
        *judged.evidence.synthetic,
        f"{about.title}, {judged.area.name}: days beyond their limits",
        f"For: {judged.evidence.audience.value}. Policy: {judged.evidence.policy.name}.",
        judged.evidence.policy.statement,
        "",
        *textwrap.wrap(f"{said} {season}", LINE),
    ]
    if not found.days:
        return "\n".join(head) + "\n"
    rows = [("Day", "", "Counted", "Expected", "Limits")]
    rows += [
        (
            str(day.period),
            WEEKDAYS[day.period.end.weekday()],
            printed(day.value, 0),
            printed(day.expected, 1),
            f"{printed(day.lower, 0)} to {printed(day.upper, 0)}",
        )
        for day in sorted(found.days, key=lambda one: one.period, reverse=True)
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(
            cell.ljust(width) if at < 2 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return "\n".join([*head, "", lines[0], "-" * max(map(len, lines)), *lines[1:]]) + "\n"


def high_days_as_json(judged: Judged) -> str:
    """Return the days with unrounded numbers, and how many chance alone would make."""
    found = judged.found
    told = {
        "measure": found.measure,
        "area": found.area,
        **stamped(judged.evidence.synthetic),
        "judged": found.judged,
        "expected_by_chance": found.expected_by_chance,
        "season_removed": found.season_removed,
        "days": [
            {
                "day": day.period.iso,
                "value": day.value,
                "expected": day.expected,
                "lower": day.lower,
                "upper": day.upper,
                "p": day.p,
            }
            for day in found.days
        ],
    }
    return json.dumps(told, indent=1) + "\n"


def high_days_as_csv(judged: Judged) -> str:
    """Return the days, the least likely first."""
    return as_rows(
        ("measure", "area", "day", "value", "expected", "lower", "upper", "p"),
        (
            (
                *(judged.found.measure, judged.found.area, day.period.iso),
                *(day.value, day.expected, day.lower, day.upper, day.p),
            )
            for day in judged.found.days
        ),
        judged.evidence.synthetic,
    )

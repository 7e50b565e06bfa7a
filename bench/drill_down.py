"""Time what a reader asks next, each in a process that has been asked nothing before.

    python -m bench.drill_down [--workspace FOLDER] [--measure ID]

A measure on records split by unit and by outcome, both splits of the page of what made it change,
the records of its newest month, and the two first pages. The floor of a question is DuckDB counting
the same by hand, in one plain SELECT over the newest release's Parquet. By default of Brumshire,
which 'copperplate demo brumshire' makes; of a force with twenty million records after
'copperplate synthesise FOLDER --crimes 20000000' and a load of its newest extract.

Least of three processes: seconds by the clock, and of the processor. Starting Python and reading
our own code, and looking whether the releases are whole, happens before, as where the portal runs.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from copperplate import pipeline
from copperplate.disclosure import Audience
from copperplate.engines.duckdb import connected, literal
from copperplate.measures import CountMeasure
from copperplate.measures.where import Value
from copperplate.narrative.profiles import PROFILES
from copperplate.periods import Period, PeriodKind, periods_between
from copperplate.query.compile import compiled_condition
from copperplate.sources.release import Release
from copperplate.workspace import Workspace

BRUMSHIRE = Path(__file__).parents[1] / "examples" / "brumshire-2013-14"
RUNS, PROMISE = 3, 1.0
UNIT, OUTCOME, OFFENCE = "policing_unit", "outcome_type", "offence"
SPLITS = {
    "by unit": (UNIT,),
    "by outcome": (OUTCOME,),
    "what made it change": (UNIT, OFFENCE),
}
RECORDS, ATTENTION, OBJECTIVES = "a month's records", "what needs attention", "objectives"
QUESTIONS = (*SPLITS, RECORDS, ATTENTION, OBJECTIVES)


def question(workspace: Workspace, name: str, identity: str) -> Callable[[], object]:
    """Return what answers a question as the portal does, for who may see all."""
    for_whom = Audience.RESTRICTED
    if name == ATTENTION:
        return lambda: pipeline.attention(
            workspace, area=None, to=None, known=None, audience=for_whom
        )
    if name == OBJECTIVES:
        return lambda: pipeline.objectives(
            workspace, area=None, to=None, known=None, audience=for_whom, profile=PROFILES["house"]
        )
    if name == RECORDS:
        newest = _newest_month(workspace, identity)
        return lambda: pipeline.records(
            workspace, identity, newest, area=None, known=None, audience=for_whom
        )
    return lambda: [
        pipeline.broken_down(
            workspace, identity, by=(column,), together_with=None, area=None, kind=None, to=None,
            base=None, known=None, audience=for_whom,
        )
        for column in SPLITS[name]
    ]  # fmt: skip


def floor(workspace: Workspace, name: str, identity: str) -> Callable[[], object] | None:
    """Return the same counted by hand; None of the first pages, which count everything."""
    if name in (ATTENTION, OBJECTIVES):
        return None
    measure = workspace.measures[identity]
    assert isinstance(measure, CountMeasure)
    condition = workspace.measures.conditions[identity]
    values: list[Value] = []
    only = "TRUE" if condition is None else compiled_condition(condition, values)
    rows = literal(str(_newest(workspace, measure).parquet_path(measure.table)))
    month = _newest_month(workspace, identity)
    if name == RECORDS:
        days = f"recorded_from >= DATE '{month.start}' AND recorded_to <= DATE '{month.end}'"
        statements = [f"SELECT crime, file, row FROM {rows} WHERE {only} AND {days}"]
    else:
        statements = [
            f"SELECT {column}, recorded_from, count(*) FROM {rows} WHERE {only} GROUP BY ALL"
            for column in SPLITS[name]
        ]

    def by_hand() -> None:
        connection = connected()
        for one in statements:
            connection.execute(one, values).fetchall()

    return by_hand


def _newest(workspace: Workspace, measure: CountMeasure) -> Release:
    held = [one for one in workspace.releases if measure.table in one.tables]
    return max(held, key=lambda one: one.known_from)


def _newest_month(workspace: Workspace, identity: str) -> Period:
    measure = workspace.measures[identity]
    assert isinstance(measure, CountMeasure)
    known = _newest(workspace, measure).known_from
    return list(periods_between(PeriodKind.MONTH, known.replace(year=known.year - 1), known))[-1]


def main(words: list[str] | None = None) -> None:
    """Print every question beside its floor; with a name, answer one in this process."""
    parser = argparse.ArgumentParser(prog="python -m bench.drill_down")
    parser.add_argument("--workspace", type=Path, default=BRUMSHIRE)
    parser.add_argument("--measure", default="force_total_crime")
    parser.add_argument("--ask", choices=QUESTIONS)
    parser.add_argument("--by-hand", action="store_true")
    given = parser.parse_args(words)
    if given.ask:
        workspace = Workspace.at(given.workspace)
        assert workspace.releases
        make = floor if given.by_hand else question
        work = make(workspace, given.ask, given.measure)
        began, worked = time.perf_counter(), time.process_time()
        if work is not None:
            work()
        taken = [time.perf_counter() - began, time.process_time() - worked]
        sys.stdout.write(json.dumps(taken) + "\n")
        return
    for name in QUESTIONS:
        (took, worked), (least, worked_least) = (
            _in_new_processes(given.workspace, given.measure, name, *how)
            for how in ((), ("--by-hand",))
        )
        said = f"{name:22} {took:6.2f} s, {worked:6.2f} s of the processor"
        if least > 0.001:
            said += f"; by hand {least:5.2f} s and {worked_least:5.2f} s"
        if name in (*SPLITS, RECORDS):
            said += f"; promised under {PROMISE:g} s: {'kept' if took < PROMISE else 'NOT KEPT'}"
        sys.stdout.write(f"{said}; load {os.getloadavg()[0]:.1f}\n")
        sys.stdout.flush()


def _in_new_processes(workspace: Path, measure: str, name: str, *how: str) -> tuple[float, float]:
    """Return the least of several processes: seconds by the clock, seconds of the processor."""
    asked = [sys.executable, "-m", "bench.drill_down", "--workspace", str(workspace)]
    asked += ["--measure", measure, "--ask", name, *how]
    taken = []
    for _ in range(RUNS):
        answered = subprocess.run(asked, check=True, capture_output=True, text=True)
        taken.append(json.loads(answered.stdout))
    clock, processor = zip(*taken, strict=True)
    return min(clock), min(processor)


if __name__ == "__main__":
    main()

"""What the product's tools find of what is planted, and what they claim that is not so.

    python -m bench.planted_truths [--seeds N]

A synthetic force of every seed, a quiet one, and whole Poisson counts with one step. The truth is
the truth file's. Prints the tables of docs/reference/planted-truths.md.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from math import exp, lgamma, log, log1p
from multiprocessing import get_context

from bench.planted_questions import (
    BESIDE,
    EVIDENT,
    NOT_OF_BOTH,
    SHARE,
    TOLD,
    UNDER_FEW,
    Answer,
    answers,
    quiet_answers,
)
from bench.planted_steps import BARS, FROM_AN_END, MEANS, MONTHS, NEAR, Dated, dated, scanned
from copperplate.synthetic.world import brumshire, quiet

SEEDS, WORKERS = 20, 2

# What docs/reference/spc state of stable series, by `sfn`: a possible step in 15 % of 60 months
# and in 34 % of 120, in between for the 96 here; a signal in the newest month (sfn, where counts
# vary more than Poisson too); strong evidence; a discovery that is none.
STEP = 0.15 + (0.34 - 0.15) * (MONTHS - 60) / (120 - 60)
NEWEST, STRONG, DISCOVERY = 0.011, 0.05, 0.10
# Of the places a step can begin in, twelve months from the start and eight from the end, those
# near a given month; of one side, half.
NEAR_ONE = STEP * (2 * NEAR + 1) / (MONTHS - FROM_AN_END - 8 + 1)
ONE_SIDE = NEAR_ONE / 2
EVIDENCE, AS_TOLD = "strong evidence", "steps, as papers tell them with the evidence"
CHANCE = 0.05
"""An excess as large that comes at least this often by chance is not held against a tool."""


@dataclass(frozen=True)
class Row:
    """How a kind of finding is judged.

    Attributes:
        kind: As `Answer` names it.
        budget: The share of chances that may be false; 0 for none.
        counts: Whether it counts in the last line; what is printed beside it does not.
    """

    kind: str
    budget: float = 0.0
    counts: bool = True


def _asked_of_charts(kind: str, budget: float, beside: str = BESIDE) -> tuple[Row, ...]:
    """Return rows of what is asked of a chart as papers draw it, and in three other ways."""
    budgets = {"": budget, EVIDENT: STRONG * budget / STEP}
    return tuple(
        Row(f"{kind}{how}{by}", budgets[by], counts=not how and not by)
        for how in ("", beside)
        for by in budgets
    )


ROWS = (
    Row("what carries the rise, named first: unit"),
    Row("what carries the rise, named first: offence"),
    Row("what carries the rise, named first: unit and offence"),
    *_asked_of_charts("the step behind the rise", ONE_SIDE),
    *_asked_of_charts("steps and interventions with effect", ONE_SIDE),
    *_asked_of_charts("interventions without effect: a step", NEAR_ONE),
    Row(NOT_OF_BOTH, NEAR_ONE, counts=False),
    Row("high months flagged"),
    Row(f"high months flagged{BESIDE}", counts=False),
    Row("high months: a step up claimed that lasts", ONE_SIDE),
    Row(f"high months: a step up claimed that lasts{BESIDE}", ONE_SIDE, counts=False),
    Row("a bad month of the base year said to explain the fall, or to hide a rise"),
    Row("the same, of years that fall by two per cent or more", counts=False),
    Row("campaign: the rise of what is reported seen"),
    Row("campaign: its share said to have moved most of all markers"),
    Row("campaign: called better or worse, or harm"),
    Row("campaign: a step up in harm a crime", ONE_SIDE),
    *_asked_of_charts("another definition: a step up, where nobody says so", 0.0, SHARE),
    Row("another definition: a step, where it is said", NEAR_ONE),
    Row("business and priority crime, right to a whole per cent"),
    *(
        Row(f"{where}{few}: {what}", budget, counts=counts and what not in (EVIDENCE, TOLD))
        for where, counts in (
            (f"noise{BESIDE}", True),
            ("noise, as counted", False),
            ("quiet world, units", True),
            ("quiet world, force", True),
        )
        for few in ("", UNDER_FEW)
        for what, budget in (
            ("a step", STEP),
            ("a signal in the newest month", NEWEST),
            (EVIDENCE, STRONG),
            (TOLD, STEP),
        )
        if what != TOLD or where.startswith("quiet")
    ),
    Row("quiet world: any discovery in the newest month of all units", DISCOVERY),
)


@dataclass(kw_only=True)
class Sum:
    """Answers added up."""

    planted: int = 0
    found: int = 0
    chances: int = 0
    false: int = 0

    def add(self, one: Answer | Sum) -> None:
        self.planted += one.planted
        self.found += one.found
        self.chances += one.chances
        self.false += one.false


def of_seed(seed: int) -> tuple[list[Answer], dict[int, Dated]]:
    """Return all that is asked of a seed."""
    world = brumshire(seed=seed)
    crimes = sum(sum(cells.values()) for cells in world.totals.values())
    found = [*answers(world), *quiet_answers(quiet(seed=seed, crimes=crimes))]
    return found, {mean: dated(seed, mean) for mean in MEANS}


def main(arguments: Sequence[str]) -> None:
    """Print the tables, and what they add up to."""
    count = int(arguments[arguments.index("--seeds") + 1]) if "--seeds" in arguments else SEEDS
    seeds = range(1, count + 1)
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as workers:
        done = list(workers.map(of_seed, seeds))
    whole = Sum()
    whole.add(_of_steps([steps for _, steps in done]))
    whole.add(_of_forces([one for found, _ in done for one in found]))
    _write(
        f"found {whole.found} of {whole.planted}, false {whole.false} of {whole.chances}\n",
    )


def _of_steps(done: Sequence[dict[int, Dated]]) -> Sum:
    """Print who dates steps in Poisson counts; return those of the rule that papers go by."""
    _write(
        f"A step of a fifth in {MONTHS} Poisson counts, dated within {NEAR} months\n\n"
        "| mean | by | planted | found | missed | share | bar | false | of | share |\n"
        "|---|---|---|---|---|---|---|---|---|---|\n"
    )
    whole, why = Sum(), []
    for mean in MEANS:
        of = [one[mean] for one in done]
        planted = sum(len(one.near) for one in of)

        def many(name: str, of: Sequence[Dated] = of) -> int:
            return sum(int(getattr(one, name).sum()) for one in of)

        near, false, seen, late = many("near"), many("false"), many("seen"), many("late")
        whole.add(Sum(planted=planted, found=near, chances=planted, false=false))
        for by, found, wrong in (
            ("steps by `sfn`, as charts draw them", near, false),
            ("the same, dated by likelihood", many("moved"), false),
            (EVIDENCE, many("evidence_near"), many("evidence_false")),
            (AS_TOLD, many("told_near"), many("told_false")),
            ("a plain scan", *scanned(of)),
        ):
            kept = "kept" if 100 * found >= BARS[mean] * planted else "SHORT"
            _write(
                f"| {mean} | {by} | {planted} | {found} | {planted - found} "
                f"| {found / planted:.1%} | {BARS[mean]} %: {kept} "
                f"| {wrong} | {planted} | {wrong / planted:.1%} |\n"
            )
        why.append(
            f"| {mean} | {planted - near} | {planted - seen} | {seen - near - late} | {late} |\n"
        )
    _write(
        "\nWhy `sfn` misses them\n\n"
        "| mean | missed | no step of its side | dated too early | dated too late |\n"
        "|---|---|---|---|---|\n" + "".join(why) + "\n"
    )
    return whole


def _of_forces(found: Sequence[Answer]) -> Sum:
    """Print what was found of each kind; return what counts of it."""
    sums: dict[str, Sum] = {}
    for one in found:
        sums.setdefault(one.kind, Sum()).add(one)
    if set(sums) != {row.kind for row in ROWS}:
        raise RuntimeError("a kind of answer has no row, or a row no answers")
    _write(
        "In the synthetic force, and in a quiet one\n\n"
        "| kind | planted | found | missed | false | of | share | budget |\n"
        "|---|---|---|---|---|---|---|---|\n"
    )
    whole = Sum()
    for row in ROWS:
        judged = sums[row.kind]
        if row.counts:
            whole.add(judged)
        planted = (
            f"{judged.planted} | {judged.found} | {judged.planted - judged.found}"
            if judged.planted
            else "| |"
        )
        wrong = "| | |"
        if judged.chances:
            share = judged.false / judged.chances
            budget = f"{row.budget:.1%}: {_verdict(judged, row.budget)}"
            wrong = f"{judged.false} | {judged.chances} | {share:.1%} | {budget}"
        _write(f"| {row.kind}{'' if row.counts else ' *'} | {planted} | {wrong} |\n")
    _write("\n* beside the others; not in the sum\n\n")
    return whole


def _verdict(one: Sum, budget: float) -> str:
    """Return whether a budget is kept, exceeded, or exceeded by no more than one in twenty."""
    if one.false <= budget * one.chances:
        return "kept"
    less = sum(_chance(false, one.chances, budget) for false in range(one.false))
    return "over, as chance would" if 1 - less >= CHANCE else "OVER"


def _chance(count: int, of: int, share: float) -> float:
    """Return how likely a binomial count is."""
    if not share:
        return float(count == 0)
    ways = lgamma(of + 1) - lgamma(count + 1) - lgamma(of - count + 1)
    return exp(ways + count * log(share) + (of - count) * log1p(-share))


def _write(text: str) -> None:
    sys.stdout.write(text)


if __name__ == "__main__":
    main(sys.argv[1:])

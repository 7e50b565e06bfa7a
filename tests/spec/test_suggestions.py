"""Sentences the machine suggests, and what authors do with each."""

from __future__ import annotations

from datetime import date

import pytest

from copperplate.errors import BadDefinition
from copperplate.findings.change import change_since
from copperplate.findings.finding import Finding, Question, Tier, Weight, key_of
from copperplate.findings.records import year_rank
from copperplate.findings.select import strongest_first, summary
from copperplate.narrative.live import as_live
from copperplate.narrative.runs import Text, first_sentence, plain
from copperplate.narrative.sentences import Teller
from copperplate.narrative.suggestions import (
    Choice,
    Told,
    Verb,
    load_choices,
    settle,
    shown,
    tell_all,
)
from copperplate.periods import Period, parse_period
from copperplate.yamltext import Node, parse
from tests.builders import book, evidence

NOW, THEN = parse_period("year ending June 2019"), parse_period("year ending June 2016")
ROBBERY = evidence(
    {"A": {f"year ending June {2013 + n}": 400.0 + 50 * n for n in range(7)}}, identity="robbery"
)
BOOK = book(ROBBERY, base=str(THEN))
CHANGE, RANK = "robbery.change-since-2016-06.2019-06", "robbery.year-rank.2019-06"


def told() -> tuple[Told, ...]:
    found = (
        change_since(ROBBERY, area="A", period=NOW, base=THEN),
        year_rank(ROBBERY, area="A", period=NOW),
    )
    return tell_all(Teller(BOOK, {"robbery": ROBBERY}), [one for one in found if one])


def file(*entries: str) -> Node:
    body = "".join(
        f"  - {{{entry}, office: Force performance office, date: 2019-11-08}}\n"
        for entry in entries
    )
    return parse(f"suggestions:\n{body}", file="words/p/suggestions.yaml")


def settled(*entries: str) -> dict[str, tuple[str, bool]]:
    node = file(*entries)
    answer = settle({"H1": told()}, load_choices(node), book=BOOK, node=node)
    return {one.key: (plain(one.runs), one.refused) for one in answer["H1"]}


def refusal(*entries: str) -> list[str]:
    with pytest.raises(BadDefinition) as caught:
        settled(*entries)
    return [f"{problem.place} {problem.code}" for problem in caught.value.problems]


def test_each_suggestion_has_a_name_and_a_sentence() -> None:
    assert {one.key: plain(one.runs) for one in told()} == {
        CHANGE: "Robbery stood at 700 in the year ending June 2019, 27.3% higher (150 more) than "
        "the 550 of the year ending June 2016.",
        RANK: "Robbery in the year ending June 2019, at 700, is the highest of the seven years "
        "ending June since 2013.",
    }


def test_a_refused_one_is_kept_and_marked() -> None:
    answer = settled(f"finding: {RANK}, decision: refused, reason: Said already.")
    assert {key: refused for key, (_, refused) in answer.items()} == {CHANGE: False, RANK: True}


def test_an_edited_one_is_said_in_the_authors_words_with_live_figures() -> None:
    words = "'Robbery rose by {robbery.change_size_percent}, to {robbery.value}.'"
    answer = settled(f"finding: {CHANGE}, decision: edited, words: {words}")
    assert answer[CHANGE] == ("Robbery rose by 27.3%, to 700.", False)


PROBLEMS = [
    (f"finding: {RANK}, decision: refused", "W110"),
    (f"finding: {RANK}, decision: edited", "W110"),
    (f"finding: {RANK}, decision: taken, words: No.", "W110"),
    ("finding: robbery.year-rank.2019-07, decision: taken", "W112"),
    (f"finding: {RANK}, decision: edited, words: 'Up to {{robbery.valu}}'", "N101"),
    (f'finding: {RANK}, decision: edited, words: "One.\\n\\nTwo."', "W113"),
]


@pytest.mark.parametrize(("entry", "code"), PROBLEMS)
def test_what_is_refused(entry: str, code: str) -> None:
    (problem,) = refusal(entry)
    assert problem.startswith("words/p/suggestions.yaml:2")
    assert problem.endswith(code)


def test_one_finding_is_chosen_for_once() -> None:
    one = f"finding: {RANK}, decision: taken"
    assert [problem.split()[-1] for problem in refusal(one, one)] == ["W111"]


def chosen(verb: Verb | None, key: str) -> Told:
    one = told()[0]
    if verb is None:
        return Told(key=key, finding=one.finding, runs=one.runs)
    more = {Verb.EDITED: {"words": "W."}, Verb.REFUSED: {"reason": "R."}}.get(verb, {})
    choice = Choice(finding=key, decision=verb, office="Office", date=date(2019, 11, 8), **more)
    return Told(key=key, finding=one.finding, runs=one.runs, choice=choice)


SHOWN = [
    ("a b c d", "a b c"),
    ("a b c d+", "a b d+"),
    ("a- b c d", "b c d"),
    ("a+ b+ c+ d+ e", "a+ b+ c+ d+"),
    ("a- b-", ""),
]


@pytest.mark.parametrize(("all_told", "printed"), SHOWN)
def test_what_is_taken_is_printed_then_the_strongest(all_told: str, printed: str) -> None:
    """A plus is taken, a minus refused; strongest first."""
    verbs = {"+": Verb.TAKEN, "-": Verb.REFUSED}
    these = [chosen(verbs.get(key[-1]), key) for key in all_told.split()]
    assert " ".join(one.key for one in shown(these, most=3)) == printed


class Fact(Finding):
    """A finding with a weight of the test's choosing."""

    __slots__ = ("_asked", "_weight")

    def __init__(self, name: str, asked: Question, weight: Weight) -> None:
        object.__setattr__(self, "measure", name)
        object.__setattr__(self, "area", "A")
        object.__setattr__(self, "_asked", asked)
        object.__setattr__(self, "_weight", weight)

    @property
    def dated(self) -> Period:
        return NOW

    @property
    def question(self) -> Question:
        return self._asked

    @property
    def weight(self) -> Weight:
        return self._weight


RANKING = [
    Fact("a fresh step", Question.NOW, Weight(Tier.NEWS, age=1)),
    Fact("an older one", Question.NOW, Weight(Tier.NEWS, age=2)),
    Fact("beyond a limit", Question.NOW, Weight(Tier.BEYOND)),
    Fact("one more", Question.NOW, Weight(Tier.ONE_MORE)),
    Fact("a long run", Question.NOW, Weight(Tier.RUN, persistence=7)),
    Fact("a short run", Question.NOW, Weight(Tier.RUN, persistence=5)),
    Fact("a large change", Question.CHANGED, Weight(Tier.FACT, size=0.3)),
    Fact("a small change", Question.CHANGED, Weight(Tier.FACT, size=0.1)),
    Fact("calm", Question.NOW, Weight(Tier.CALM)),
]


def test_new_then_large_then_lasting() -> None:
    assert strongest_first(reversed(RANKING)) == RANKING


def test_a_summary_holds_one_answer_a_question_in_the_order_readers_ask() -> None:
    ((changed, now),) = summary([RANKING])
    assert (changed.measure, now.measure) == ("a large change", "a fresh step")


def test_a_summary_drops_the_weakest_but_no_page_whole() -> None:
    weak = [Fact("calm elsewhere", Question.NOW, Weight(Tier.CALM))]
    chosen = summary([RANKING, weak], most=2)
    assert [[one.measure for one in page] for page in chosen] == [
        ["a fresh step"],
        ["calm elsewhere"],
    ]


def test_a_name_tells_findings_of_other_areas_apart() -> None:
    found = change_since(ROBBERY, area="A", period=NOW, base=THEN)
    assert found is not None
    assert key_of(found, home="A") == CHANGE
    assert key_of(found, home="B") == "robbery.change-since-2016-06.A.2019-06"


def test_a_suggestion_copied_into_words_keeps_its_figures() -> None:
    (live,) = [as_live(one.runs, BOOK) for one in told() if one.key == CHANGE]
    assert live == (
        "Robbery stood at {robbery.value} in the {robbery.period}, "
        "{robbery.change_size_percent} higher ({robbery.change_size} more) than the "
        "{robbery.base_value} of the {robbery.base_period}."
    )


def test_a_first_sentence() -> None:
    runs = told()[0].runs
    head, rest = first_sentence(runs)
    assert plain(head) + "." == plain(runs)
    assert rest == ()


FIRST = [
    ("One rose. Two fell.", "One rose"),
    ("Confirmed (St. Helens office): no. More.", "Confirmed (St. Helens office): no"),
    ("Dr. J. Roe said, e.g. here, so. More.", "Dr. J. Roe said, e.g. here, so"),
    ("No end", "No end"),
]


@pytest.mark.parametrize(("words", "head"), FIRST)
def test_an_abbreviation_ends_no_sentence(words: str, head: str) -> None:
    assert plain(first_sentence((Text(words),))[0]) == head

"""Words that time has overtaken: what is called stale, and what is left in peace."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copperplate.narrative.dated import counts_five_lists, passages_of, stale_dates

BOARD = date(2015, 12, 1)  # the day a published paper spoke of 9 September as to come
JUNE = date(2014, 6, 10)

STALE = [
    # printed on, the words, the date that is past
    (
        BOARD,
        "Time for a debate on police funding has been secured for 9 September by two Members.",
        "for 9 September",
    ),
    (BOARD, "The Member will raise it on 9 September.", "on 9 September"),
    (JUNE, "A pilot is due in May 2014.", "in May 2014"),
    (JUNE, "It is due to start in two units on 2nd June.", "on 2nd June"),
    (JUNE, "From 2 June, officers in two units will carry cameras.", "From 2 June"),
    (JUNE, "Officers will carry cameras from 2 June.", "from 2 June"),
    (JUNE, "All units will be trained by the end of March 2014.", "by the end of March 2014"),
    (JUNE, "By the end of March 2014 all units will be trained.", "By the end of March 2014"),
    (JUNE, "Train every officer by the end of March 2014.", "by the end of March 2014"),
    (JUNE, "The unit is going to open in 2013/14.", "in 2013/14"),
    (JUNE, "The estate will be sold during 2013.", "during 2013"),
    (JUNE, "The savings planned for 2013/14 amount to a tenth.", "for 2013/14"),
    (JUNE, "The exercise is planned for Tuesday 3 June 2014.", "for Tuesday 3 June 2014"),
    (JUNE, "The outside study will end in March 2014.", "in March 2014"),
    (JUNE, "Its next meeting is scheduled for 17 May 2014.", "for 17 May 2014"),
    (JUNE, "Hiring is scheduled to be done by January 2014.", "by January 2014"),
    (JUNE, "The meeting on 3 June will consider the budget.", "on 3 June"),
    (JUNE, "It was agreed in February that a unit will open in May 2014.", "in May 2014"),
    (JUNE, "The code must be in force by 1 April 2014.", "by 1 April 2014"),
    (JUNE, "The launch has been deferred to April 2014.", "to April 2014"),
    (JUNE, "The plan is to be reviewed in spring 2014.", "in spring 2014"),
    (JUNE, "It will be rewritten and tried on Wave 8 (January 2014).", "January 2014"),
    (JUNE, "To be included in the portfolio report - April 2014", "April 2014"),
    (JUNE, "The trial will run from 1 April to 31 May 2014.", "from 1 April to 31 May 2014"),
    (JUNE, "The contract will have been signed by 2014-04-30.", "by 2014-04-30"),
    (JUNE, "The force aims to close two stations by March 2014.", "by March 2014"),
    (
        JUNE,
        "The first stage was finished, and the second will follow in April 2014.",
        "in April 2014",
    ),
]

IN_PEACE = [
    (BOARD, "The debate was held on 9 September."),
    (BOARD, "The debate held on 9 September will inform the bid."),
    (BOARD, "The team will recruit in January."),
    (BOARD, "Hiring is scheduled to be done by January 2016."),
    (BOARD, "Elections are scheduled for May 2016."),
    (JUNE, "The list will come in July 2014 Response In 2012/13 a tenth fewer were counted"),
    (JUNE, "It was due in May 2014."),
    (JUNE, "It had been planned for May 2014."),
    (JUNE, "Originally planned for May 2014, it has been dropped."),
    (JUNE, "The exercise planned for May 2014 was cancelled."),
    (JUNE, "The work due in April 2014 is complete."),
    (JUNE, "Cameras have been worn since 2 June."),
    (JUNE, "As at 31 March 2014 the force has 900 cameras, and will buy more."),
    (JUNE, "Offences were lower in March 2014, and the unit will close in July 2014."),
    (JUNE, "The review ended in April 2014 and a report will come in July."),
    (JUNE, "In May 2014 the review ended, and a report will follow."),
    (JUNE, "The board will consider the plan agreed in February 2014."),
    (JUNE, "Crime will be compared with the same days in 2012/13."),
    (JUNE, "Offences will be fewer than in 2013/14."),
    (JUNE, "The figures for 2013/14 will be published in July 2014."),
    (JUNE, "The force will publish figures for 2013/14 in July 2014."),
    (JUNE, "The report will look at offences in 2013/14."),
    (JUNE, "Officers will continue to carry cameras as they have from 1 April 2014."),
    (JUNE, "The rules will remain in force from 1 April 2014."),
    (JUNE, "The board will say in July what was done in May 2014."),
    (JUNE, "Officers will carry cameras from 10 June."),
    (JUNE, "All units will be trained by the end of June 2014."),
    (JUNE, "The unit will open during 2014."),
    (JUNE, "The review will support the plans for 2014-2016."),
    (JUNE, "The trial will run from 1 April to 31 July 2014."),
    (JUNE, "Eight offices will report in May, July and September 2014."),
    (JUNE, "Total crime stood at 900 by the end of March 2014."),
    (JUNE, "It would have opened in May 2014."),
    (JUNE, "The budget approved in February 2014 will hold."),
    (JUNE, "Officers may march in April and will rest."),
    (JUNE, "It will be on 31 February 2014."),
    (JUNE, "The sale will follow after the review in April 2014."),
]


@pytest.mark.parametrize(("on", "words", "said"), STALE)
def test_dates_said_as_to_come_that_are_past(on: date, words: str, said: str) -> None:
    assert [one.said for one in stale_dates(words, on)] == [said]


@pytest.mark.parametrize(("on", "words"), IN_PEACE)
def test_words_that_are_right_are_left_in_peace(on: date, words: str) -> None:
    assert stale_dates(words, on) == ()


def test_a_day_without_a_year_is_the_next_one_from_when_the_words_were_written() -> None:
    words = "The unit will open in March."
    judged = [
        [one.last for one in stale_dates(words, on, written=date(2013, 11, 5))]
        for on in (date(2014, 3, 31), date(2014, 4, 1), date(2015, 12, 1))
    ]
    assert judged == [[], [date(2014, 3, 31)], [date(2014, 3, 31)]]
    assert stale_dates(words, BOARD) == ()  # the next March, for all the words say


def test_the_sentence_is_given_with_the_date_and_every_sentence_is_judged() -> None:
    words = "A pilot ended in April 2014. It will open in May 2014.\nIt will close on 1 June 2014."
    found = stale_dates(words, JUNE)
    assert [(one.sentence, one.last) for one in found] == [
        ("It will open in May 2014.", date(2014, 5, 31)),
        ("It will close on 1 June 2014.", date(2014, 6, 1)),
    ]


PAPERS = [
    # five papers to one board, the day of each, and every date in it that had passed
    ("000_fd6ffb65b294a1d7", date(2014, 6, 3), ["on 2nd June"]),
    ("001_8184c82036821cc2", date(2013, 5, 14), []),
    ("002_3f7d9504a0693180", date(2015, 12, 1), ["for 9 September"]),
    ("003_5ae7cdf5ff1b3e8e", date(2019, 11, 19), ["on 31 October 2019"]),
    ("004_fe5966d761396565", date(2014, 4, 1), ["in March 2014"]),
]


@pytest.mark.parametrize(("paper", "on", "said"), PAPERS)
def test_in_published_papers_as_they_were_printed(
    shared: Path, paper: str, on: date, said: list[str]
) -> None:
    whole = (shared.parent / "papers" / f"{paper}.txt").read_text()
    paragraphs = re.sub(r"\n(?!\s*\n)", " ", whole)
    assert [one.said for one in stale_dates(paragraphs, on)] == said


COUNTS = [
    # a paragraph before a list of five, and the miscount
    ("There are four projects:", "four projects"),
    ("The work is split into four main areas:", "four main areas"),
    ("The seven council areas rank as below:-", "seven council areas"),
    ("The office funds 4 schemes this year:", "4 schemes"),
    ("There are five projects:", None),
    ("The fund has five projects, two of which are schemes:", None),
    ("Over the last four months:", None),
    ("There are four projects.", None),
    ("In 2014 the force has projects:", None),
    ("Paid for with £4 funds:", None),
    ("There were four projects. These remain:", None),
]


@pytest.mark.parametrize(("words", "said"), COUNTS)
def test_words_count_five_and_the_list_has_five(words: str, said: str | None) -> None:
    found = counts_five_lists(["Before.", words, ["a", "b", "c", "d", "e"], "After."])
    assert [(one.said, one.listed, one.passage) for one in found] == (
        [(said, 5, 2)] if said else []
    )


def test_a_plain_text_falls_into_paragraphs_and_lists() -> None:
    text = "Four projects, all\nof them new:\n- one,\n  which goes on\n- two\n\n* three\nAfter it.\n\nLast."
    assert passages_of(text) == (
        "Four projects, all of them new:",
        ("one, which goes on", "two", "three"),
        "After it.",
        "Last.",
    )
    assert passages_of(" \n") == ()
    (found,) = counts_five_lists(passages_of(text))
    assert (found.counted, found.listed) == (4, 3)


@given(st.text("aw il.MJune2014,-\n: fourby"), st.dates(date(2000, 1, 1), date(2030, 1, 1)))
def test_any_text_is_read_and_only_days_that_are_past_are_named(text: str, on: date) -> None:
    assert all(one.last < on for one in stale_dates(f"will be in {text}", on))
    counts_five_lists(passages_of(text))


def test_a_paragraph_before_a_paragraph_and_a_list_before_a_list_count_nothing() -> None:
    assert counts_five_lists(["Four projects:", "and text", ["a"]]) == ()
    assert counts_five_lists([["Four projects:"], ["a"]]) == ()
    assert counts_five_lists([]) == ()

"""Authors' words: the small Markdown, live figures, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copperplate.errors import BadDefinition, Refusal
from copperplate.narrative.runs import FigureRun, Footnote, Text, plain
from copperplate.narrative.words import fill, fill_all, read_words
from tests.builders import book, evidence

NOW, THEN = "year ending June 2019", "year ending March 2016"
FRONT = "---\naim: H1\nvoice: commentary\noffice: Commissioner's office\ndate: 2019-11-08\n---\n"
BOOK = book(evidence({"A": {THEN: 22337.0, NOW: 28675.0}, "B": {NOW: 7.0}}), base=THEN)


def said(body: str, front: str = FRONT) -> list[str]:
    passages = fill(read_words(front + body, file="words/p/x.md"), BOOK).passages
    return [
        ("- " if passage.bulleted else "") + " / ".join(plain(item) for item in passage.items)
        for passage in passages
    ]


LIVE = [
    ("{robbery.value} robberies", "28,675 robberies"),
    ("up {robbery.change_percent}", "up 28.4%"),
    ("up {robbery.change_size_percent places=0}", "up 28%"),
    ('from {robbery.value period="year ending March 2016"}', "from 22,337"),
    ("in Beta {robbery.value area=B}", "in Beta 7"),
    ("in *Beta* {robbery.value area=B}", "in Beta 7"),
    ("**{robbery.value}**", "28,675"),
    ("in the {robbery.period}", "in the year ending June 2019"),
    ("since the {robbery.base_period}", "since the year ending March 2016"),
]


@pytest.mark.parametrize(("written", "read"), LIVE)
def test_a_live_figure_is_filled_in(written: str, read: str) -> None:
    assert said(written) == [read]


def test_a_figure_in_words_is_a_figure_not_text() -> None:
    filled = fill(read_words(FRONT + "Now {robbery.value}.", file="words/p/x.md"), BOOK)
    figures = [run.figure for run in filled.passages[0].items[0] if isinstance(run, FigureRun)]
    assert [(f.name, f.value) for f in figures] == [("robbery.value", 28675.0)]


def test_paragraphs_lists_and_links_are_kept() -> None:
    body = "One\ntwo.\n\n- first\n- [second](https://example.org)\n\nLast."
    assert said(body) == ["One two.", "- first / second", "Last."]


def test_the_front_matter_sets_what_figures_mean() -> None:
    front = FRONT.replace("---\n", "---\nplaces: 0\n", 1)
    assert said("{robbery.change_percent}", front) == ["28%"]


WRONG = [
    ("{robery.value}", "N101", "'robery.value' is not a figure known here."),
    ("{robbery.valu}", "N101", "'robbery.valu' is not a figure known here."),
    ("{robbery.value size=2}", "W104", "'size' is not an option of a figure."),
    ("{robbery.value places=x}", "W104", "places is a whole number from 0 to 6."),
    ("{robbery.value period=\"last year\"}", "W104", "'last year' is not a period"),
    ("{robbery.value area=C}", "W104", "'C' is not an area this paper compares."),
    ("{robbery.value area=Nowhere}", "A101", "'Nowhere' is not an area known here."),
    ("{robbery.value", "W104", "A brace is not closed."),
    ("{robbery.average}", "W106", "'robbery.average' has no value here: [x]."),
    ("[{robbery.value}](https://example.org)", "W103", "A figure cannot stand inside a link."),
    ("# Heading", "W103", "A heading cannot stand in commentary or response."),
    ("| a | b |\n|---|---|\n", None, ""),
    ("![x](y.png)", "W103", "A link leads somewhere other than the web"),
    ("[x](javascript:alert(1))", None, ""),
    ("[x](file:///etc/passwd)", None, ""),
    ("[x](ftp://example.org/y)", "W103", "A link leads somewhere other than the web"),
    ("```\ncode\n```", "W103", "A fence cannot stand in commentary or response."),
    ("   \n", "W105", "The words say nothing."),
]  # fmt: skip


@pytest.mark.parametrize(("body", "code", "what"), [row for row in WRONG if row[1]])
def test_what_cannot_be_printed_is_refused_at_its_line(body: str, code: str, what: str) -> None:
    with pytest.raises(Refusal) as caught:
        said("First line.\n\n" + body if code != "W105" else body)
    problem = caught.value.problems[0]
    assert problem.code == code
    assert problem.what.startswith(what)
    assert problem.place.file == "words/p/x.md"
    assert problem.place.line == (9 if code not in ("W105", "A101") else problem.place.line)


@pytest.mark.parametrize("body", [row[0] for row in WRONG if row[1] is None])
def test_markup_outside_the_small_markdown_stays_plain_text(body: str) -> None:
    """Nothing an author writes is lost, and nothing becomes a link or a picture."""
    (text,) = said(body)
    assert text.split() == body.split()


def test_words_need_their_front_matter() -> None:
    with pytest.raises(BadDefinition, match="does not begin with front matter between two fences"):
        read_words("Just words.", file="words/p/x.md")
    with pytest.raises(BadDefinition) as caught:
        read_words(FRONT.replace("voice: commentary", "voice: opinion"), file="words/p/x.md")
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line) == ("W102", 3)
    assert problem.allowed == "Allowed: commentary, response, update."


def test_a_list_inside_a_list_is_refused_where_it_begins() -> None:
    with pytest.raises(BadDefinition) as caught:
        said("- one\n- two\n  - three\n")
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line) == ("W103", 9)
    assert problem.what == "A list cannot stand inside a list."


def test_two_files_for_one_voice_are_refused() -> None:
    first, second = (read_words(FRONT + text, file=f"words/p/{text}.md") for text in ("a", "b"))
    with pytest.raises(BadDefinition) as caught:
        fill_all([first, second], BOOK)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.file) == ("W108", "words/p/b.md")
    assert "words/p/a.md" in problem.what


def test_stress_inside_stress_comes_back_to_the_outer_one() -> None:
    filled = fill(read_words(FRONT + "**bold *both* bold** plain", file="words/p/x.md"), BOOK)
    runs = filled.passages[0].items[0]
    assert [(run.text, run.stress.value) for run in runs if isinstance(run, Text)] == [
        ("bold ", "strong"),
        ("both", "emphasis"),
        (" bold", "strong"),
        (" plain", "plain"),
    ]


WORD = st.from_regex(r"[a-z]{3,8}", fullmatch=True)
MARKUP = st.sampled_from(
    ["{}", "*{}*", "**{}**", "- {}", "  - {}", "1. {}", "> {}", "[{}]: https://e.org", "`{}`",
     "[{}](https://e.org)", "# {}", "    {}", "| {} |", "{}\n===", "<b>{}</b>", "{}  "]
)  # fmt: skip


@given(st.lists(st.tuples(MARKUP, WORD), min_size=1, max_size=6))
def test_every_word_is_printed_or_the_file_is_refused(lines: list[tuple[str, str]]) -> None:
    body = "\n".join(markup.replace("{}", word) for markup, word in lines)
    try:
        printed = " ".join(said(body))
    except BadDefinition:
        return
    for _, word in lines:
        assert word in printed


@pytest.mark.parametrize("character", ["\x1b", "\u202e", "\u200b", "\ufeff"])
def test_words_hold_nothing_a_reader_does_not_see(character: str) -> None:
    with pytest.raises(BadDefinition) as caught:
        read_words(f"{FRONT}Rose.\nFell{character}.\n", file="words/p/x.md")
    assert [(p.code, p.place.line) for p in caught.value.problems] == [("W107", 8)]


@pytest.mark.parametrize("places", [-3, 7, 40])
def test_places_of_the_front_matter_are_from_0_to_6(places: int) -> None:
    front = FRONT.replace("voice:", f"places: {places}\nvoice:")
    with pytest.raises(BadDefinition) as caught:
        read_words(front + "Rose.\n", file="words/p/x.md")
    assert [(p.code, p.place.line) for p in caught.value.problems] == [("W102", 3)]


NO_UPDATE = FRONT.replace("date: 2019-11-08\n", "date: 2019-11-08\nstate: no-update\n")


def test_no_update_holds_no_words_and_says_when_the_next_is_due() -> None:
    front = NO_UPDATE.replace("no-update\n", "no-update\nnext_due: 2020-02-18\n")
    assert said("\n", front) == []
    with pytest.raises(BadDefinition) as refusal:
        said("Nothing new.", front)
    assert [problem.code for problem in refusal.value.problems] == ["W109"]


@pytest.mark.parametrize(
    "front", [NO_UPDATE, FRONT.replace("date:", "next_due: 2020-02-18\ndate:")]
)
def test_the_next_date_goes_with_no_update_only(front: str) -> None:
    with pytest.raises(BadDefinition) as refusal:
        said("Words.", front)
    assert [problem.code for problem in refusal.value.problems] == ["W102"]


def test_what_a_finding_worked_out_can_be_named() -> None:
    figure = BOOK.worked(
        BOOK.evidence["robbery"],
        "robbery.process_average",
        7130.4,
        area="A",
        method="The mean of the values of the process.",
        periods=(),
    )
    other = replace(figure, value=1.0)
    knowing = BOOK.knowing([figure])
    filled = fill(read_words(FRONT + "Now {robbery.process_average}.", file="w.md"), knowing)
    assert plain(filled.passages[0].items[0]) == "Now 7,130."
    problems = [
        (BOOK.knowing([figure, other]), "{robbery.process_average}", "N103"),
        (knowing, "{robbery.process_average area=B}", "W104"),
        (BOOK, "{robbery.process_average}", "N101"),
    ]
    for book_of, words, code in problems:
        with pytest.raises(BadDefinition) as refusal:
            fill(read_words(FRONT + words, file="w.md"), book_of)
        assert [problem.code for problem in refusal.value.problems] == [code]


def test_a_period_says_which_series_is_meant() -> None:
    quarters = evidence({"A": {"April to June 2019": 2281.0, "January to March 2019": 2000.0}})
    both = BOOK.beside([quarters])
    words = (
        'In that quarter {robbery.value period="April to June 2019"}, in the year {robbery.value}.'
    )
    filled = fill(read_words(FRONT + words, file="w.md"), both)
    assert plain(filled.passages[0].items[0]) == "In that quarter 2,281, in the year 28,675."


def test_a_footnote_stands_where_it_is_called_with_its_figures_live() -> None:
    body = "Fewer.^[It was {robbery.value}, not more.] So."
    (passage,) = fill(read_words(FRONT + body, file="words/p/x.md"), BOOK).passages
    before, note, after = passage.items[0]
    assert (before, after) == (Text("Fewer."), Text(" So."))
    assert isinstance(note, Footnote)
    assert plain(note.runs) == "It was 28,675, not more."
    assert plain(passage.items[0]) == "Fewer. So."


def test_a_footnote_that_says_nothing_is_refused() -> None:
    with pytest.raises(BadDefinition) as caught:
        said("Fewer.^[] So.")
    assert [problem.code for problem in caught.value.problems] == ["W103"]

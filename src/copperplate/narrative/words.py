"""Authors' words: a Markdown file with live figures in braces, to passages of runs.

    ---
    aim: H1
    voice: commentary
    office: Commissioner's office
    date: 2019-11-08
    ---
    Burglary stood at {burglary.value}, {burglary.change_size_percent places=0} higher.

A small Markdown: paragraphs, bullet lists, *emphasis*, **strong**, links, and footnotes as
``^[their words]``. Anything else is a problem, so that nothing an author writes is silently lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from copperplate.errors import BadDefinition, Place, Problem, Refusal
from copperplate.narrative.figure_kinds import KINDS_OF_PERIOD
from copperplate.narrative.figures import FigureBook
from copperplate.narrative.runs import FigureRun, Footnote, Link, Run, Runs, Stress, Text
from copperplate.periods import Period, parse_period
from copperplate.series import Figure
from copperplate.unseen import unseen_lines
from copperplate.yamltext import bind, parse

if TYPE_CHECKING:
    from markdown_it.token import Token

FENCE = "---"
Day = date  # under its own name where a field is called "date"
_FOOTNOTE = re.compile(r"\^\[([^\[\]]*)\]")
_LIVE = re.compile(r"\{([^{}]*)\}")
_OPTION = re.compile(r'\s+(\w+)=(?:"([^"]*)"|(\S+))')
_OPTIONS = ("area", "base", "period", "places")
MOST_PLACES = 6


class Voice(StrEnum):
    """Whose words they are, and what they are for."""

    COMMENTARY = "commentary"
    """The commissioner's office comments on an aim."""
    RESPONSE = "response"
    """The force responds."""
    UPDATE = "update"
    """An item's lead tells how it stands."""


Office = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]


class Front(BaseModel):
    """What stands between the two fences at the head of a file.

    Attributes:
        aim: Id of the plan's aim that a commentary or response speaks to.
        item: Id of the plan's item that an update tells.
        voice: Commentary, response or update.
        office: Who answers for the words; an office, not a person.
        date: When they were last changed.
        state: A draft is printed as one; only `final` words go out without a note.
            `no-update` says that the office has nothing new, and then there are no words.
        next_due: When its next words come; given exactly where there is no update.
        period, area, base, places: What live figures mean when they do not say.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    aim: str | None = None
    item: str | None = None
    voice: Voice
    office: Office
    date: date
    state: Literal["draft", "final", "no-update"] = "final"
    next_due: Day | None = None
    period: str | None = None
    area: str | None = None
    base: str | None = None
    places: Annotated[int, Field(ge=0, le=MOST_PLACES)] | None = None

    @property
    def no_update(self) -> bool:
        """Whether the office says that it has nothing new."""
        return self.state == "no-update"

    @property
    def subject(self) -> str:
        """Id of what the words are of."""
        return self.item or self.aim or ""

    @model_validator(mode="after")
    def _of_one_thing(self) -> Front:
        wanted, other = ("item", "aim") if self.voice is Voice.UPDATE else ("aim", "item")
        if getattr(self, wanted) is None or getattr(self, other) is not None:
            raise ValueError(
                f"the voice '{self.voice.value}' names its '{wanted}', and no '{other}'"
            )
        return self

    @model_validator(mode="after")
    def _next_where_there_is_none(self) -> Front:
        if self.no_update and self.next_due is None:
            raise ValueError("'state: no-update' needs 'next_due', the day the next words come")
        if self.next_due is not None and not self.no_update:
            raise ValueError("'next_due' goes with 'state: no-update' only")
        return self


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """A paragraph, or a list of items where `bulleted`."""

    items: tuple[Runs, ...]
    bulleted: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """One file of words, not yet filled with figures."""

    file: str
    front: Front
    body: str
    first_line: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """One file of words, its figures live."""

    front: Front
    passages: tuple[Passage, ...]


def read_words(text: str, *, file: str) -> Words:
    """Split a file into its front matter and its body.

    Raises:
        BadDefinition: No fences (W101), a bad field (W102), characters nobody sees (W107).
    """
    # guard: seen-words. What is written is printed on pages, as it stands.
    unseen = [
        Problem(
            code="W107",
            place=Place(file=file, line=line),
            what=f"The line holds a character nobody sees ({character}).",
            allowed="Control, zero-width and direction characters are refused.",
            remedy="Write the line again without it.",
        )
        for line, character in unseen_lines(text)
    ]
    if unseen:
        raise BadDefinition(*unseen)
    lines = text.split("\n")
    if lines[0].strip() != FENCE or FENCE not in (line.strip() for line in lines[1:]):
        raise BadDefinition(
            Problem(
                code="W101",
                place=Place(file=file, line=1),
                what="The file does not begin with front matter between two fences.",
                allowed=f"A fence is a line '{FENCE}'; between them stand aim, voice, office and "
                "date.",
                remedy="Write the front matter above the words, a fence before it and one after.",
            )
        )
    end = next(n for n, line in enumerate(lines[1:], start=1) if line.strip() == FENCE)
    # The fence stays as an empty line, so that line numbers are those of the file.
    node = parse("\n" + "\n".join(lines[1:end]), file=file)
    return Words(
        file=file,
        front=bind(Front, node, code="W102"),
        body="\n".join(lines[end + 1 :]),
        first_line=end + 2,
    )


def fill(words: Words, book: FigureBook) -> Said:
    """Turn a body into passages, each live figure replaced by the figure it names.

    Raises:
        BadDefinition: Markdown beyond the small one (W103), a figure nobody defined
            (N101), an option nobody knows or that cannot be read (W104), words that say
            nothing (W105), a figure without a value (W106), words where there is no update
            (W109). Every problem of the file at once.
    """
    from markdown_it import MarkdownIt  # 20 ms; only papers need it

    if words.front.no_update:
        if words.body.strip():
            raise BadDefinition(_words_without_update(words))
        return Said(front=words.front, passages=())
    filler = _Filler(words, book)
    markdown = MarkdownIt("commonmark", {"html": False}).disable(
        ["html_block", "html_inline", "image", "autolink", "entity", "reference"], True
    )
    passages = filler.passages(markdown.parse(words.body))
    if not passages and not filler.problems:
        filler.refuse(0, "W105", "The words say nothing.", "Write them, or delete the file.")
    if filler.problems:
        raise BadDefinition(*filler.problems)
    return Said(front=words.front, passages=tuple(passages))


def _words_without_update(words: Words) -> Problem:
    return Problem(
        code="W109",
        place=Place(file=words.file, line=words.first_line),
        what="The file says that there is no update, and holds words.",
        remedy="Remove the words, or set 'state' to 'final' or 'draft' and remove 'next_due'.",
    )


def fill_all(words: Sequence[Words], book: FigureBook) -> dict[tuple[str, Voice], Said]:
    """Fill every file of words of a paper, by what they are of and voice; all problems at once.

    Raises:
        BadDefinition: Whatever `fill` refuses, and two files for one thing and voice (W108):
            one of them would not be printed.
    """
    said: dict[tuple[str, Voice], Said] = {}
    files: dict[tuple[str, Voice], str] = {}
    problems: list[Problem] = []
    for file in words:
        key = (file.front.subject, file.front.voice)
        if key in files:
            problems.append(
                Problem(
                    code="W108",
                    place=Place(file=file.file, line=2),
                    what=f"'{files[key]}' holds the {key[1]} on '{key[0]}' already.",
                    remedy="Put the words into one file.",
                )
            )
            continue
        files[key] = file.file
        try:
            said[key] = fill(file, book)
        except Refusal as refusal:
            problems += refusal.problems
    if problems:
        raise BadDefinition(*problems)
    return said


class _Filler:
    def __init__(self, words: Words, book: FigureBook) -> None:
        self.words, self.book = words, book
        self.problems: list[Problem] = []

    def passages(self, tokens: list[Token]) -> list[Passage]:
        found: list[Passage] = []
        bullets: list[Runs] | None = None
        for token in tokens:
            match token.type:
                case "bullet_list_open" if bullets is None:
                    bullets = []
                case "bullet_list_open":
                    self.refuse(
                        token.map[0] if token.map else 0,
                        "W103",
                        "A list cannot stand inside a list.",
                        "Write one list.",
                    )
                    return []
                case "bullet_list_close":
                    found.append(Passage(items=tuple(bullets or ()), bulleted=True))
                    bullets = None
                case "inline":
                    runs = self._runs(token)
                    if bullets is None:
                        found.append(Passage(items=(runs,)))
                    else:
                        bullets.append(runs)
                case "paragraph_open" | "paragraph_close" | "list_item_open" | "list_item_close":
                    pass
                case _:
                    kind = token.type.removesuffix("_open").replace("_", " ")
                    if not token.type.endswith("_close"):
                        self.refuse(
                            token.map[0] if token.map else 0,
                            "W103",
                            f"A {kind} cannot stand in commentary or response.",
                            "Use paragraphs, bullet lists, emphasis and links.",
                        )
        return found

    def _runs(self, token: Token) -> Runs:
        line = token.map[0] if token.map else 0
        runs: list[Run] = []
        stresses, target = [Stress.PLAIN], None
        for part in token.children or ():
            match part.type:
                case "text":
                    if target is None:
                        runs += self._with_notes(part.content, stresses[-1], line)
                        continue
                    if "{" in part.content:
                        self.refuse(
                            line,
                            "W103",
                            "A figure cannot stand inside a link.",
                            "Write the figure beside it.",
                        )
                    runs.append(Link(part.content, target))
                case "softbreak" | "hardbreak":
                    runs.append(Text(" "))
                case "em_open":
                    stresses.append(Stress.EMPHASIS)
                case "strong_open":
                    stresses.append(Stress.STRONG)
                case "em_close" | "strong_close":
                    stresses.pop()
                case "link_open":
                    target = str(part.attrGet("href") or "")
                    if not target.startswith(("https://", "http://", "#")):
                        self.refuse(
                            line,
                            "W103",
                            "A link leads somewhere other than the web or this paper.",
                            "Begin its address with https:// or #.",
                        )
                case "link_close":
                    target = None
                case _:
                    self.refuse(
                        line,
                        "W103",
                        f"'{part.type.replace('_', ' ')}' cannot stand in words.",
                        "Use plain words, emphasis and links.",
                    )
        return tuple(runs)

    def _with_notes(self, text: str, stress: Stress, line: int) -> list[Run]:
        """Return running text with its footnotes; a note holds words and live figures."""
        runs: list[Run] = []
        at = 0
        for found in _FOOTNOTE.finditer(text):
            runs += self._live(text[at : found.start()], stress, line)
            inside = self._live(found[1].strip(), Stress.PLAIN, line)
            if not inside:
                self.refuse(line, "W103", "A footnote says nothing.", "Write it between ^[ and ].")
            runs.append(Footnote(tuple(inside)))
            at = found.end()
        return [*runs, *self._live(text[at:], stress, line)]

    def _live(self, text: str, stress: Stress, line: int) -> list[Text | FigureRun]:
        runs: list[Text | FigureRun] = []
        at = 0
        for found in _LIVE.finditer(text):
            if found.start() > at:
                runs.append(Text(text[at : found.start()], stress))
            live = self._live_run(found[1], line)
            if live is not None:
                runs.append(live)
            at = found.end()
        if at < len(text):
            runs.append(Text(text[at:], stress))
        if "{" in _LIVE.sub("", text) or "}" in _LIVE.sub("", text):
            self.refuse(line, "W104", "A brace is not closed.", "Write {measure.kind}.")
        return runs

    def _live_run(self, written: str, line: int) -> Text | FigureRun | None:
        measure, _, kind = written.strip().partition(".")
        if kind in KINDS_OF_PERIOD and measure in self.book.evidence:
            return self._period(measure, kind, line)
        figure = self._figure(written, line)
        if figure is None:
            return None
        if figure.value is None:
            self.refuse(
                line,
                "W106",
                f"'{figure.name}' has no value here: {figure.text}.",
                "Say in words what is missing, or name a period or area that has one.",
            )
        return FigureRun(figure)

    def _period(self, measure: str, kind: str, line: int) -> Text | None:
        base = self.book.context.base
        if kind == "base_period" and base is None:
            self.refuse(line, "W106", "The paper sets no base period.", "Set 'base' in the paper.")
            return None
        return Text(str(self.book.latest(measure) if kind == "period" else base))

    def _figure(self, written: str, line: int) -> Figure | None:
        name, _, rest = written.strip().partition(" ")
        options = {key: quoted or bare for key, quoted, bare in _OPTION.findall(" " + rest)}
        leftover = _OPTION.sub("", " " + rest).strip()
        unknown = [key for key in options if key not in _OPTIONS]
        if unknown or leftover:
            self.refuse(
                line,
                "W104",
                f"'{(unknown or [leftover])[0]}' is not an option of a figure.",
                f'Options: {", ".join(_OPTIONS)}; write base="year ending March 2016".',
            )
            return None
        if name in self.book.found and options.keys() - {"places"}:
            self.refuse(
                line,
                "W104",
                f"'{name}' is of the area and periods its finding speaks of.",
                "Leave out the options; only places can be asked for.",
            )
            return None
        front = self.words.front
        if self._is_of_elsewhere(name):
            self.refuse(
                line,
                "W104",
                f"'{name}' is of the area and periods its finding speaks of, and this file "
                "speaks of others.",
                "Leave 'area' and 'period' out of the head of the file, and give them to the "
                "figures that need them.",
            )
            return None
        try:
            return self.book.figure(
                name,
                area=self._area(options.get("area") or front.area),
                period=_period(options.get("period") or front.period),
                base=_period(options.get("base") or front.base),
                places=_places(options.get("places"), front.places),
                place=Place(file=self.words.file, line=self.words.first_line + line),
            )
        except Refusal as refusal:
            self.problems += refusal.problems
        except ValueError as error:
            self.refuse(line, "W104", f"{str(error).rstrip('.')}.", "Correct the option.")
        return None

    def _is_of_elsewhere(self, name: str) -> bool:
        """Tell whether a finding's figure is of another area or period than the file's own."""
        found, front = self.book.found.get(name), self.words.front
        if found is None:
            return False
        area = next(iter(name.split(".")[2:]), self.book.context.area)
        try:
            ours, when = self._area(front.area) or area, _period(front.period)
        except (Refusal, ValueError):
            return False  # said where the head is used
        return ours != area or (when is not None and when not in found.provenance.periods)

    def _area(self, text: str | None) -> str | None:
        if text is None:
            return None
        place = Place(file=self.words.file, line=self.words.first_line)
        code = self.book.context.names.find(text, place=place).code
        held = next(iter(self.book.evidence.values())).shown.series.areas
        if code not in held:
            raise ValueError(f"'{text}' is not an area this paper compares")
        return code

    def refuse(self, line: int, code: str, what: str, remedy: str) -> None:
        place = Place(file=self.words.file, line=self.words.first_line + line)
        self.problems.append(Problem(code=code, place=place, what=what, remedy=remedy))


def _period(text: str | None) -> Period | None:
    return None if text is None else parse_period(text)


def _places(text: str | None, default: int | None) -> int | None:
    if text is None:
        return default
    if not text.isdigit() or int(text) > MOST_PLACES:
        raise ValueError(f"places is a whole number from 0 to {MOST_PLACES}")
    return int(text)

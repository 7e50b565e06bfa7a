"""Words that time has overtaken: dates said as to come that are past; counts a list belies.

Judges words by their own grammar, never by what happened, and by a day handed in. It would
rather miss one than accuse a sentence that is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from copperplate.narrative.said_dates import DateKind, DateSaid, dates_said


@dataclass(frozen=True, kw_only=True, slots=True)
class Stale:
    """A date said as to come that lies before the day it is printed on.

    Attributes:
        said: The date as it stands, its preposition included: "on 9 September".
        sentence: The sentence it stands in.
        last: The date's last day.
    """

    said: str
    sentence: str
    last: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Miscount:
    """A count before a list of another length.

    Attributes:
        passage: Place of the list among the passages, from 0.
        said: The count with what it counts: "four projects".
        counted, listed: How many the words say, and how many stand there.
    """

    passage: int
    said: str
    counted: int
    listed: int


def stale_dates(text: str, on: date, *, written: date | None = None) -> tuple[Stale, ...]:
    """Return the dates that a text says as to come, and that are past.

    Args:
        text: Running text, of one paragraph or more.
        on: The day it is printed on; a date's last day has to lie before it.
        written: The day it was written on, if known; see `said_dates.dates_said` for what a day
            without a year then means.

    Returns:
        In the order of the text; one for each sentence and date.
    """
    return tuple(
        Stale(
            said=sentence[said.start : said.end].strip("(–—- "), sentence=sentence, last=said.last
        )
        for sentence in _sentences(text)
        for said in dates_said(sentence, on=on, written=written)
        if said.last < on and _is_to_come(sentence, said)
    )


_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[\"'(“‘A-Z0-9])|\n\s*\n")
_CLAUSE = re.compile(
    r"[;:]\s+|,?\s+(?=(?:but|while|whereas|although|though|which|who|where|when)\s)"
    r"|,\s+(?=(?:and|so|or)\s)"
)

_PLANNED = r"(?:due|planned|scheduled|timetabled|expected|booked)"
_FORWARD = re.compile(
    r"\b(?:[Ww]ill|[Ss]hall|[Mm]ust|[Ss]hould|[Nn]eeds? to)\b"
    r"(?: (?:not|also|now|then|still|\w+ly)\b)*(?: have(?: been)?\b)?"
    r"|\b(?:[Tt]he )?(?:next|forthcoming|upcoming) \w+ (?:is|are)\b"
    r"|(?:\b(?:is|are|be)|'s)\b(?: (?:now|also|currently|not|still|\w+ly))* (?:going|about|likely"
    rf"|set|intended|hoped|anticipated|on (?:track|course)|{_PLANNED}|to(?= [a-z]))\b"
    r"|\b(?:[Pp]lans?|[Ii]ntends?|[Aa]ims?|[Hh]opes?|[Ee]xpects?|[Ll]ooking) to\b"
    r"|\b[Oo]n (?:track|course) to\b"
    r"|\b[Tt]o be(?= [a-z]+(?:ed|en|t|d)\b)"
)
_PUT = re.compile(
    r"\b(?:has|have)(?: now| also)? been (?:\w+ly )?(?:secured|scheduled|planned|arranged|booked|"
    r"fixed|timetabled|deferred|postponed|put back|put off|delayed)(?: \w+){0,2}\s*$"
)
_BARE = re.compile(rf"(?P<before>(?:\b\w+ ){{0,3}})\b{_PLANNED}\s*$", re.IGNORECASE)
_NOT_BARE = re.compile(
    r"\b(?:was|were|had|been|as|than|not|originally|initially|first|previously|once)\b",
    re.IGNORECASE,
)
_GONE = (
    r"(?:was|were|had|did|has|have|would|went|took|came|met|held|began|fell|rose|stood|became|ended"
    r"|started|opened|closed)"
)
_PAST = re.compile(
    rf"\b(?:{_GONE}|since|after|following|than|compar\w+|against|as (?:at|of|in)|ago|baseline"
    r"|same (?:days?|weeks?|months?|periods?|quarters?|points?))\b"
)
_DONE = re.compile(
    r"\b(?:is|are) (?:now |already )?(?:complete|finished|done|open|live|in place)\b"
)
_PARTICIPLE = (
    r"(?:\w+ed|held|set|begun|made|given|told|put|taken|shown|seen|brought|built|chosen|met|begun"
    r"|written|sent|spent|laid|led|drawn|known|found|said|run|won|lost|left|paid|bought|done)"
)
_ENDS_IN_PARTICIPLE = re.compile(rf"\b{_PARTICIPLE}(?: \w+ly)?\s*$")
_PASSIVE = re.compile(
    rf"^\s*(?:(?:\w+ly |be |been |to be |get ))*{_PARTICIPLE}"
    rf"(?:(?:,| and| or|, and) (?:\w+ly |be )*{_PARTICIPLE})*(?: \w+ly)?\s*$"
)
_ANY_PARTICIPLE = re.compile(rf"\b{_PARTICIPLE}\b")
_FINITE = re.compile(rf"\b(?:{_GONE}|is|are|being|can|may|could|might|remains?|continues?|\w+ed)\b")
_EVENT = re.compile(
    r"\b(?:meeting|debate|summit|conference|launch|event|workshop|hearing|elections?|session|board"
    r"|review)\s*$",
    re.IGNORECASE,
)
_FIGURES = re.compile(
    r"\b(?:crimes?|offences?|results?|figures?|data|survey|numbers?|performance|position|levels?"
    r"|rates?|budget|spend|incidents?|outturn)\W*(?:\w+\W+){0,2}$"
)
_LASTING = re.compile(r"^(?:\s*\w+ly)?\s*(?:continue|remain|stay|apply)\b")


def _sentences(text: str) -> Iterator[str]:
    for part in _SENTENCE_END.split(text):
        said = " ".join(part.split())
        if said:
            yield said


def _is_to_come(sentence: str, said: DateSaid) -> bool:
    """Tell whether the verb that governs a date says it as to come."""
    start, end = _clause_round(sentence, said)
    before, after = sentence[start : said.start], sentence[said.end : end]
    if sentence[said.start].isupper():
        before = ""  # a capital opens a sentence, also where its full stop went missing
    if said.preposition == "for" or said.preposition == "to":
        return _is_put_to(before, after, said)
    if _is_bare(before, after):
        return True
    forward = list(_FORWARD.finditer(before))
    if forward:
        return _governs(before[forward[-1].end() :], said)
    if said.preposition in ("(", "-", "–", "—"):
        return False
    if not before.strip(" ,") or before.strip(" ,").lower() in ("and", "but", "so"):
        return _opens(sentence[said.end :])
    if _EVENT.search(before) and said.kind is not DateKind.YEAR:
        return _opens(after)
    return said.preposition.startswith("by") and not (
        _FINITE.search(sentence) or _FORWARD.search(sentence) or _PAST.search(before)
    )


def _clause_round(sentence: str, said: DateSaid) -> tuple[int, int]:
    start, end = 0, len(sentence)
    for found in _CLAUSE.finditer(sentence):
        if found.end() <= said.start:
            start = found.end()
        elif found.start() >= said.end:
            return start, found.start()
    return start, end


def _is_put_to(before: str, after: str, said: DateSaid) -> bool:
    """Tell of "planned for" and "put off to": "for" alone says what a thing is about."""
    if said.kind is not DateKind.YEAR and _PUT.search(before):
        return True
    if said.preposition == "to":
        return False
    if _is_bare(before, after):
        return True
    forward = list(_FORWARD.finditer(before))
    tail = before[forward[-1].end() :] if forward else None
    if tail is None or not re.match(rf".*\b{_PLANNED}$", before[: forward[-1].end()]):
        return False
    return not _PAST.search(tail) and len(tail.split()) <= 3


def _is_bare(before: str, after: str) -> bool:
    found = _BARE.search(before)
    if found is None or _NOT_BARE.search(found["before"]):
        return False
    return not (_PAST.search(after) or _DONE.search(after))


def _governs(tail: str, said: DateSaid) -> bool:
    """Tell whether a verb of the future reaches over `tail` to the date."""
    if _PAST.search(tail):
        return False
    if said.preposition.startswith("from") and _LASTING.search(tail):
        return False
    by = said.preposition.startswith("by")
    if _ENDS_IN_PARTICIPLE.search(tail) and not by and not _PASSIVE.search(tail):
        return False
    return said.kind is not DateKind.YEAR or by or not _FIGURES.search(tail)


def _opens(after: str) -> bool:
    """Tell whether what follows a date at the head of a clause is a verb of the future."""
    forward = _FORWARD.search(after)
    if forward is None:
        return False
    between = after[: forward.start()].lstrip(", ")
    return not (_PAST.search(between) or _ANY_PARTICIPLE.search(between) or _CLAUSE.search(between))


_UP_TO_TWENTY = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
_NUMBERS = {word: number for number, word in enumerate(_UP_TO_TWENTY.split()) if number > 1}
_COUNTED = re.compile(
    rf"(?<![\w.,£$€/-])(?P<number>{'|'.join(_NUMBERS)}|\d{{1,2}})"
    r"(?P<of>(?: [\w'’-]+){0,3}? [\w'’-]+s)\b",
    re.IGNORECASE,
)
_OTHER_COUNTS = frozenset(
    (
        *("days", "weeks", "months", "years", "quarters", "hours", "minutes", "miles", "pounds"),
        *("points", "times", "crimes", "offences", "incidents", "victims", "officers"),
        *("this", "was", "is", "as", "has"),
    )
)
"""What a number before a list may count without counting the list's entries."""


def counts_five_lists(passages: Sequence[str | Sequence[str]]) -> tuple[Miscount, ...]:
    """Return where words count one number of entries and the list after them has another.

    Args:
        passages: In order: a paragraph as its text, a list as its entries.

    Only a paragraph that ends with a colon speaks of the list after it. Where it names several
    numbers, one that fits is enough.
    """
    found = []
    for at in range(1, len(passages)):
        words, entries = passages[at - 1], passages[at]
        if not isinstance(words, str) or isinstance(entries, str):
            continue
        counts = list(_counts_before(words))
        if counts and all(number != len(entries) for number, _ in counts):
            number, said = counts[-1]
            found.append(Miscount(passage=at, said=said, counted=number, listed=len(entries)))
    return tuple(found)


def passages_of(text: str) -> tuple[str | tuple[str, ...], ...]:
    """Return a plain text's paragraphs, and its lists: lines that begin with a dash or a star.

    An entry's further lines are indented; a paragraph ends at an empty line or before a list.
    """
    found: list[list[str]] = []
    bulleted: list[bool] = []
    apart = True
    for line in text.splitlines():
        entry = _ENTRY.match(line)
        if not line.strip():
            apart = True
            continue
        if entry:
            if not (bulleted and bulleted[-1]):
                found.append([])
                bulleted.append(True)
            found[-1].append(line[entry.end() :].strip())
        elif found and (bulleted[-1] and line[0] == " ") | (not bulleted[-1] and not apart):
            found[-1][-1] += f" {line.strip()}"
        else:
            found.append([line.strip()])
            bulleted.append(False)
        apart = False
    return tuple(
        tuple(lines) if listed else lines[0] for lines, listed in zip(found, bulleted, strict=True)
    )


_ENTRY = re.compile(r"\s*[-*•]\s+(?=\S)")


def _counts_before(words: str) -> Iterator[tuple[int, str]]:
    text = " ".join(words.split()).rstrip("-–— ")
    if not text.endswith(":"):
        return
    last = list(_sentences(text))[-1]
    for found in _COUNTED.finditer(last):
        noun = found["of"].split()[-1].lower()
        number = found["number"].lower()
        if noun not in _OTHER_COUNTS:
            yield _NUMBERS.get(number) or int(number), found[0]

"""``python -m copperplate.spc.conformance DIR``: every recorded case we claim to cover.

Prints a line a program, ``library: agreed / compared (not covered: n, peer stopped: n)``,
and a line a disagreement; exits with 1 where there is any. A program whose charts are not
made here has a line as well: all its cases are not covered.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from copperplate.spc.conformance import autospc, nhsrplotthedots, others, qicharts2, statprocon
from copperplate.spc.conformance.cases import Case, number, read_cases

COMPARED: dict[str, Callable[[Case], list[str] | None]] = {
    "NHSRplotthedots": nhsrplotthedots.compare,
    "qicharts2": qicharts2.compare,
    "autospc": autospc.compare,
    **dict.fromkeys(others.PEERS, others.compare),
    "statprocon": statprocon.compare,
}
ANSWERS = ("ok", "no_limits")
"""What a program ended with that is an answer; too few points for limits is one."""
LIMITS = ("lpl", "upl", "lcl", "ucl")


@dataclass
class Tally:
    """What came of the cases of one program."""

    agreed: int = 0
    not_covered: int = 0
    stopped: int = 0
    disagreements: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        compared = self.agreed + len(self.disagreements)
        return (
            f"{self.agreed} / {compared} "
            f"(not covered: {self.not_covered}, peer stopped: {self.stopped})"
        )


def tally(folder: Path) -> dict[str, Tally]:
    """Compare every case of a folder with ours; of a program we have no charts of, none."""
    found = {library: Tally() for library in COMPARED}
    for case in read_cases(folder):
        one = found.setdefault(case.library, Tally())
        if case.status not in ANSWERS or _gave_no_limits(case):
            one.stopped += 1
            continue
        compare = COMPARED.get(case.library)
        problems = compare(case) if compare else None
        if problems is None:
            one.not_covered += 1
        elif problems:
            one.disagreements.append(f"  {case.identity}: {'; '.join(problems)}")
        else:
            one.agreed += 1
    return found


def _gave_no_limits(case: Case) -> bool:
    """Tell a program that found a centre line and no limits: all its moving ranges are nothing.

    Screening leaves such ranges out (nothing is not below nothing); a listed defect of two
    programs. Ours are then equal to the centre line.
    """
    rows = case.points or case.summary
    names = [name for name in LIMITS if rows and name in rows[0]]
    if not names or case.options.get("chart", "i") != "i":
        return False
    return all(np.isnan(number(row[name])) for row in rows for name in names)


def main(arguments: list[str]) -> int:
    """Print how every program compares; return the exit code."""
    if len(arguments) != 1:
        sys.stderr.write("Name one folder of recorded cases.\n")
        return 2
    found = tally(Path(arguments[0]))
    for library, one in found.items():
        sys.stdout.write(f"{library}: {one}\n")
        sys.stdout.writelines(f"{line}\n" for line in one.disagreements)
    return int(any(one.disagreements for one in found.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

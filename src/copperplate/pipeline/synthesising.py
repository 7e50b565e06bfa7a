"""A synthetic force: made into a folder, or into the example workspace, loaded and built.

Knows no record; what is drawn is `synthetic`'s part.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from copperplate.atomic import AlreadyThere, replace_file, scratch_folder
from copperplate.periods import long_date
from copperplate.pipeline.building import Built, build
from copperplate.pipeline.loading import load
from copperplate.sources.extracts.source import EXTRACT
from copperplate.workspace import Workspace
from copperplate.workspace.folder import something_there

PAPER = "2014-04"
"""The paper of the example."""
TRUTH = "truth/truth.json"
"""What was planted, below the folder of a synthetic force; of the example written last."""
# The paper is built from what was known on this day; of the tables that are never revised, that
# is all there is to be loaded.
_PAPER_READ_ON = date(2014, 3, 14)
_CRIMES = ("crimes",)
COUNTS = "counts"
"""Which source reads small counts and survey estimates."""
_OF_THE_PAPER = (*_CRIMES, "incidents", "stops", "casualties", "complaints", "funds")


def make_force(
    folder: Path,
    *,
    seed: int,
    crimes: int | None,
    nothing_planted: bool,
    read_on: Sequence[date],
) -> Mapping[date, int]:
    """Write a synthetic force into a new folder; see `synthetic.writing.synthesise`.

    Args:
        folder: A folder that does not exist yet.
        seed: Another seed, another force.
        crimes: How many crimes in all; as many as were really recorded if None.
        nothing_planted: Make a force in which nothing changes; asks for `crimes`.
        read_on: The days extracts are read on, in order.

    Returns:
        Day to how many crimes its extract holds.

    Raises:
        BadWorkspace: There is something of this name already (K006).
    """
    from copperplate.synthetic.world import brumshire, quiet  # what draws alone needs it
    from copperplate.synthetic.writing import synthesise

    if nothing_planted and crimes is not None:
        world = quiet(seed=seed, crimes=crimes)
    else:
        world = brumshire(seed=seed, crimes=crimes)
    try:
        return synthesise(world, folder, read_on, others=read_on if crimes is None else ())
    except AlreadyThere:
        raise something_there(folder) from None


def build_brumshire(workspace: Workspace, *, today: date, said: Callable[[str], None]) -> Built:
    """Build the example's paper; draw and load its records first where that was not done yet.

    Args:
        workspace: The example's.
        today: Nothing is read after it.
        said: Is told what takes a while, before it does.
    """
    fill_brumshire(workspace, today=today, said=said)
    # What a workspace holds is read once: this one may have been filled since.
    return build(Workspace.at(workspace.root), PAPER)


def fill_brumshire(
    workspace: Workspace,
    *,
    today: date,
    said: Callable[[str], None],
    crimes: int | None = None,
) -> None:
    """Draw and load the example's records, unless that was done to the end.

    Args:
        workspace: The example's.
        today: Nothing is read after it.
        said: Is told what takes a while, before it does.
        crimes: How many crimes in all; as many as were really recorded if None.
    """
    from copperplate.synthetic.world import brumshire
    from copperplate.synthetic.writing import READ_ON, synthesise

    # It is written last. Releases alone do not tell: one day has several, and whoever was
    # interrupted has some of them.
    truth = workspace.root / TRUTH
    if truth.is_file():
        return
    with scratch_folder(workspace.releases_folder) as scratch:
        said("Drawing the records of Brumshire Police, which does not exist (once)")
        force = scratch / "force"
        synthesise(brumshire(crimes=crimes), force, READ_ON, others=(_PAPER_READ_ON,))
        for day in READ_ON:
            for mapping in _OF_THE_PAPER if day == _PAPER_READ_ON else _CRIMES:
                said(f"Loading the {mapping} known on {long_date(day)}")
                load(
                    workspace,
                    EXTRACT,
                    [force / "extracts" / day.isoformat() / mapping],
                    as_at=day,
                    published=None,
                    today=today,
                    mapping=mapping,
                )
        said(f"Loading the counts known on {long_date(_PAPER_READ_ON)}")
        load(
            workspace,
            COUNTS,
            [force / "extracts" / _PAPER_READ_ON.isoformat() / "counts.csv"],
            as_at=_PAPER_READ_ON,
            published=None,
            today=today,
        )
        told = (file for file in (force / TRUTH).parent.rglob("*") if file.is_file())
        for file in sorted(told, key=lambda file: (file == force / TRUTH, file)):
            replace_file(workspace.root / file.relative_to(force), file.read_bytes())

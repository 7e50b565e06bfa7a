"""A workspace folder and its files.

    copperplate.yaml  plan.yaml  plans/*.yaml  schedule.yaml  objectives.yaml  extract.yaml
    measures/*.yaml
    areas/register.csv  areas/<kind>.geojson  pseudonym.key
    registers/*.yaml
    releases/<source>/<id>/  papers/<paper>.yaml  words/<paper>/*.md|suggestions.yaml
    out/<paper>/

Opens files and hands their text to whoever knows what it means. Counts nothing.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from copperplate.areas import AreaKind, AreaRegister, read_register
from copperplate.atomic import (
    AlreadyHeld,
    NotWritable,
    Staging,
    held,
    replace_file,
    replaced_folder,
    sweep,
)
from copperplate.errors import (
    BadDefinition,
    BadWorkspace,
    Place,
    Problem,
    Refusal,
    UnknownName,
    unknown_name,
)
from copperplate.measures import MeasureBook, load_measures
from copperplate.sources.release import SOURCES, Release, list_releases
from copperplate.workspace.decisions import StepDecision, load_decisions
from copperplate.workspace.opening import text_at
from copperplate.workspace.registers import FOLDER as REGISTERS
from copperplate.workspace.registers import marking_charts, read_registers
from copperplate.workspace.settings import Settings, load_settings
from copperplate.yamltext import Node, bind, parse

if TYPE_CHECKING:
    from copperplate.narrative.suggestions import Choice
    from copperplate.narrative.words import Words
    from copperplate.plan import ObjectivesFile, Plan, ScheduleFile
    from copperplate.plan.registers import Register
    from copperplate.reference.boundaries import Outlines
    from copperplate.report.paper import Paper
    from copperplate.sources.extracts import Extract

SETTINGS = "copperplate.yaml"
DECISIONS = "decisions.yaml"
EXTRACTS = "extract.yaml"
OBJECTIVES = "objectives.yaml"
PLAN = "plan.yaml"
PSEUDONYM_KEY = "pseudonym.key"
SCHEDULE = "schedule.yaml"
SUGGESTIONS = "suggestions.yaml"
LOCK = ".copperplate-lock"
# A paper's name is the name of a folder below out/, so it must not be able to lead elsewhere.
_PAPER = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9_-])?")


@dataclass(frozen=True)
class Workspace:
    """A workspace, its parts read when first asked for."""

    root: Path

    @classmethod
    def at(cls, root: Path) -> Workspace:
        """Return the workspace at a folder.

        Raises:
            BadWorkspace: The folder holds no `SETTINGS` file (K001).
        """
        if not (root / SETTINGS).is_file():
            raise BadWorkspace(
                Problem(
                    code="K001",
                    place=Place(file=str(root)),
                    what="This folder is not a workspace.",
                    allowed=f"A workspace holds a file '{SETTINGS}'.",
                    remedy="Go into a workspace, give --workspace FOLDER, or make one with "
                    "'copperplate init FOLDER'.",
                )
            )
        return cls(root)

    @cached_property
    def register(self) -> AreaRegister:
        """The areas of ``areas/register.csv``."""
        return read_register(text_at(self.root, "areas/register.csv"), file="areas/register.csv")

    def outline_names(self) -> tuple[str, ...]:
        """Return what the files of boundaries are called, without ``.geojson``; kinds or not."""
        return tuple(sorted(path.stem for path in (self.root / "areas").glob("*.geojson")))

    def outlines(self, kind: AreaKind) -> Outlines | None:
        """Return the boundaries of ``areas/KIND.geojson``; None where there is no such file.

        Raises:
            BadDefinition: It says something wrong (G104 to G111).
        """
        from copperplate.workspace.outlines import MAXIMUM_LENGTH, read_outlines

        name = f"areas/{kind.value}.geojson"
        if not self._is_there(name):
            return None
        text = text_at(self.root, name, most=MAXIMUM_LENGTH + 1)
        return read_outlines(text, file=name, kind=kind, register=self.register)

    @cached_property
    def settings(self) -> Settings:
        """The settings."""
        return load_settings(self.node(SETTINGS), self.register)

    @cached_property
    def plan(self) -> Plan:
        """The plan of ``plan.yaml``; where there is no such file, the newest of ``plans/``."""
        if self._is_there(PLAN) or not self.plan_files:
            from copperplate.plan import load_plan

            return load_plan(self.node(PLAN))
        return self.plans[-1]

    @cached_property
    def plan_files(self) -> tuple[str, ...]:
        """Names of the files that hold a plan each."""
        found = sorted(f"plans/{path.name}" for path in (self.root / "plans").glob("*.yaml"))
        return (PLAN, *found) if self._is_there(PLAN) else tuple(found)

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """Every plan, the earliest first; every problem of every file at once.

        Raises:
            BadDefinition: A plan says something wrong (P101 to P111), or two have one id
                (P112).
        """
        from copperplate.plan import load_plan

        problems: list[Problem] = []
        found: dict[str, Plan] = {}
        for name in self.plan_files or (PLAN,):
            try:
                plan = self.plan if name == PLAN else load_plan(self.node(name))
            except Refusal as refusal:
                problems += refusal.problems
                continue
            if plan.id in found:
                problems.append(
                    Problem(
                        code="P112",
                        place=self.node(name).at(("id",)).place,
                        what=f"Another file holds a plan '{plan.id}' already.",
                        remedy="Give one of the two another id.",
                    )
                )
            found.setdefault(plan.id, plan)
        if problems:
            raise BadDefinition(*problems)
        return tuple(sorted(found.values(), key=lambda plan: (plan.starts, plan.id)))

    def plan_named(self, identity: str | None, *, place: Place) -> Plan:
        """Return a plan by id; the workspace's own where none is named.

        Raises:
            UnknownName: There is no such plan (P114).
        """
        if identity is None:
            return self.plan
        for plan in self.plans:
            if plan.id == identity:
                return plan
        raise UnknownName(
            unknown_name(
                code="P114",
                place=place,
                kind="plan",
                name=identity,
                known=[plan.id for plan in self.plans],
                remedy="Name a plan of plan.yaml or plans/, or leave it out.",
            )
        )

    def plan_node(self, plan: Plan) -> Node:
        """Return a plan's file as nodes, for the places of what it names."""
        nodes = (self.node(name) for name in self.plan_files)
        return next(node for node in nodes if node.at(("id",)).value == plan.id)

    @property
    def has_schedule(self) -> bool:
        """Whether meetings are declared."""
        return self._is_there(SCHEDULE)

    @cached_property
    def schedule(self) -> ScheduleFile:
        """The meetings of ``schedule.yaml``.

        Raises:
            BadWorkspace: There is no such file (K011).
            BadDefinition: It says something wrong (P201, P202).
        """
        from copperplate.plan import load_schedule

        if not self.has_schedule:
            raise BadWorkspace(
                Problem(
                    code="K011",
                    place=Place(file=SCHEDULE),
                    what="This workspace declares no meetings.",
                    remedy="Say in this file when the board meets, and which reports come to it.",
                )
            )
        return load_schedule(self.node(SCHEDULE))

    @cached_property
    def registers(self) -> Mapping[str, Register]:
        """The registers of ``registers/`` by name, every problem of every file at once."""
        self._refuse_file(REGISTERS)
        return read_registers(self.root)

    @property
    def has_objectives(self) -> bool:
        """Whether an objectives table is declared."""
        return self._is_there(OBJECTIVES)

    @cached_property
    def objectives(self) -> ObjectivesFile:
        """The objectives table of ``objectives.yaml``.

        Raises:
            BadWorkspace: None is declared (K010).
            BadDefinition: It says something wrong (O101 to O105).
        """
        from copperplate.plan import load_objectives

        if not self.has_objectives:
            raise BadWorkspace(
                Problem(
                    code="K010",
                    place=Place(file=OBJECTIVES),
                    what="This workspace declares no objectives table.",
                    remedy="Say in this file which aims and measures stand in which block.",
                )
            )
        return load_objectives(self.node(OBJECTIVES), self.plan, self.plans)

    @property
    def has_extracts(self) -> bool:
        """Whether layouts of one's own are declared."""
        return self._is_there(EXTRACTS)

    @cached_property
    def extracts(self) -> Mapping[str, Extract]:
        """The mappings of ``extract.yaml`` by name; none where there is no such file.

        Raises:
            BadDefinition: It says something wrong (X101 to X110).
        """
        from copperplate.sources.extracts import load_extracts

        if not self.has_extracts:
            return {}
        return load_extracts(self.node(EXTRACTS), self.register)

    def pseudonym_key(self) -> str:
        """Return the secret that pseudonyms are made with; made at first use, for its owner alone.

        Whoever has it can find out whom a pseudonym stands for by trying, so it is kept out of
        version control; without it, the same person gets another pseudonym in the next release.
        """
        path = self.root / PSEUDONYM_KEY
        if not path.is_file():
            replace_file(path, secrets.token_hex(32).encode() + b"\n", private=True)
        return path.read_text(encoding="ascii").strip()

    @cached_property
    def measures(self) -> MeasureBook:
        """The measures of ``measures/*.yaml``, every problem of every file at once."""
        problems: list[Problem] = []
        nodes = []
        for path in sorted((self.root / "measures").glob("*.yaml")):
            try:
                nodes.append(self.node(f"measures/{path.name}"))
            except Refusal as refusal:
                problems += refusal.problems
        try:
            book = load_measures(nodes, sources=SOURCES)
        except BadDefinition as refusal:
            problems += refusal.problems
        if problems:
            raise BadDefinition(*problems)
        return book

    @cached_property
    def decisions(self) -> tuple[StepDecision, ...]:
        """The decisions of ``decisions.yaml``; none where there is no such file."""
        return load_decisions(self.node(DECISIONS)) if self._is_there(DECISIONS) else ()

    @property
    def releases_folder(self) -> Path:
        """Where releases lie, or will."""
        return self.root / "releases"

    @cached_property
    def releases(self) -> tuple[Release, ...]:
        """Every release of ``releases/``."""
        self._refuse_file("releases")
        return list_releases(self.releases_folder)

    def paper_names(self) -> tuple[str, ...]:
        """Names of the papers that can be built; a file under another name is no paper."""
        found = (path.stem for path in (self.root / "papers").glob("*.yaml"))
        # guard: paper-name. Built as it stands, a paper called "." would replace all of out/.
        return tuple(sorted(name for name in found if _PAPER.fullmatch(name)))

    def paper(self, name: str) -> Paper:
        """Return a paper by name.

        Raises:
            UnknownName: There is no such file (R101).
            BadDefinition: A field (R102).
        """
        from copperplate.report.paper import Paper

        if name not in self.paper_names():
            raise UnknownName(
                unknown_name(
                    code="R101",
                    place=Place(file="papers/"),
                    kind="paper",
                    name=name,
                    known=self.paper_names(),
                    remedy="A paper is a file papers/NAME.yaml; its name is of letters, digits, "
                    "'-', '_' and, inside, '.'.",
                )
            )
        return bind(Paper, self.paper_node(name), code="R102")

    def paper_node(self, name: str) -> Node:
        """Return a paper's file as nodes, for the places of what it names."""
        return self.node(f"papers/{name}.yaml")

    def words(self, paper: str) -> tuple[Words, ...]:
        """Return every file of words of a paper, in order of name; all problems at once."""
        from copperplate.narrative.words import read_words

        problems: list[Problem] = []
        found = []
        for path in sorted((self.root / "words" / paper).glob("*.md")):
            name = f"words/{paper}/{path.name}"
            try:
                found.append(read_words(text_at(self.root, name), file=name))
            except Refusal as refusal:
                problems += refusal.problems
        if problems:
            raise BadDefinition(*problems)
        return tuple(found)

    def choices(self, paper: str) -> tuple[tuple[Choice, ...], Node]:
        """Return what authors chose of a paper's suggestions, and the file, empty if not there."""
        from copperplate.narrative.suggestions import load_choices

        name = f"words/{paper}/{SUGGESTIONS}"
        node = self.node(name) if self._is_there(name) else parse("{}", file=name)
        return load_choices(node), node

    def inputs_of(self, paper: str) -> dict[str, bytes]:
        """Return the text files a paper is built from, by name, for its manifest."""
        names = [SETTINGS, *self.plan_files, "areas/register.csv", f"papers/{paper}.yaml"]
        names += [f"measures/{p.name}" for p in (self.root / "measures").glob("*.yaml")]
        names += [f"words/{paper}/{p.name}" for p in (self.root / "words" / paper).glob("*.md")]
        names += [f"{REGISTERS}/{name}.yaml" for name in marking_charts(self.registers)]
        names += [
            name for name in (DECISIONS, f"words/{paper}/{SUGGESTIONS}") if self._is_there(name)
        ]
        return {name: (self.root / name).read_bytes() for name in sorted(names)}

    def node(self, name: str) -> Node:
        """Return a YAML file of the workspace as nodes."""
        return parse(text_at(self.root, name), file=name)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the workspace for writing; unfinished work of killed processes is cleared.

        Raises:
            BadWorkspace: Another process is writing (K002), the folder cannot be written
                (K003), or what is written to lies elsewhere (K008) or is a file (K009).
        """
        try:
            with held(self.root / LOCK):
                for folder in ("releases", "out", REGISTERS):
                    self.refuse_elsewhere(folder)
                for folder in ("releases", "out", REGISTERS):
                    sweep(self.root / folder)
                yield
        except AlreadyHeld:
            raise BadWorkspace(
                Problem(
                    code="K002",
                    place=Place(file=str(self.root)),
                    what="Another process is writing to this workspace.",
                    remedy="Wait until it has finished, then try again.",
                )
            ) from None
        except NotWritable as error:
            raise BadWorkspace(
                Problem(
                    code="K003",
                    place=Place(file=str(self.root)),
                    what=f"The workspace cannot be written: {error}.",
                    remedy="Ask for write permission to the folder, or copy it.",
                )
            ) from None

    @contextmanager
    def output(self, paper: str) -> Iterator[Staging]:
        """Write ``out/<paper>/`` whole, replacing what was there in one step.

        Raises:
            BadWorkspace: It is a link (K008) or a file (K009).
        """
        self.refuse_elsewhere(f"out/{paper}")
        with replaced_folder(self.root / "out" / paper) as staging:
            yield staging

    def refuse_elsewhere(self, name: str) -> None:
        """Refuse to write below a name that is a link or a file.

        Raises:
            BadWorkspace: It is a link (K008), or a file (K009).
        """
        # guard: no-links. What lies behind a link is not this workspace's to replace.
        if (self.root / name).is_symlink():
            raise BadWorkspace(
                Problem(
                    code="K008",
                    place=Place(file=name),
                    what="It is a link to another place, and only the workspace is written to.",
                    remedy="Remove the link, and copy what is made where you need it.",
                )
            )
        self._refuse_file(name)

    def _refuse_file(self, name: str) -> None:
        path = self.root / name
        if path.exists() and not path.is_dir():
            raise BadWorkspace(
                Problem(
                    code="K009",
                    place=Place(file=name),
                    what="It is a file, and a folder belongs here.",
                    remedy="Move the file to another place.",
                )
            )

    def _is_there(self, name: str) -> bool:
        """Tell whether a file that may be left out is there, or something in its place.

        A folder of its name, or a link that leads nowhere, is refused when it is read: what
        an office refused must not be printed because its file went unseen.
        """
        path = self.root / name
        return path.exists() or path.is_symlink()


def something_there(folder: Path) -> BadWorkspace:
    """Return the refusal to make a folder where there is something already (K006)."""
    return BadWorkspace(
        Problem(
            code="K006",
            place=Place(file=str(folder)),
            what="There is something in this folder already.",
            remedy="Give the name of a folder that does not exist yet.",
        )
    )

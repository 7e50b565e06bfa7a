"""What the documentation promises: nothing undocumented, nothing documented that is not."""

from __future__ import annotations

import re
from enum import EnumMeta
from importlib import import_module
from pathlib import Path

import click
import pytest
from pydantic import BaseModel
from tools import measures_page, tables_page

from copperplate.cli import main
from copperplate.disclosure import POLICIES
from copperplate.errors import ExitCode
from copperplate.measures import (
    Basis,
    CountMeasure,
    PercentageMeasure,
    ProportionMeasure,
    RateMeasure,
)
from copperplate.narrative.figure_kinds import KINDS_FOUND, KINDS_OF_FIGURE, KINDS_OF_PERIOD
from copperplate.narrative.profiles import PROFILES
from copperplate.narrative.suggestions import Choice
from copperplate.narrative.words import Front
from copperplate.periods import PeriodKind
from copperplate.plan import (
    Aim,
    Block,
    Columns,
    Deliverable,
    DueState,
    Flag,
    Frequency,
    Holder,
    ItemStatus,
    Link,
    Meeting,
    Milestone,
    MilestoneKind,
    NationalPriority,
    Objective,
    ObjectivesFile,
    Office,
    Plan,
    Printed,
    Report,
    RowAsked,
    ScheduleFile,
    Step,
    Told,
    Update,
)
from copperplate.plan.registers import ENTRIES, Means, Register, RegisterKind
from copperplate.report.layouts import layout_names
from copperplate.report.paper import AimPage, Paper
from copperplate.series import Mark
from copperplate.sources.release import SOURCES
from copperplate.workspace.settings import Group, Settings

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"


def page(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


def codes_in_source() -> set[str]:
    text = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "src").rglob("*.py"))
    return set(re.findall(r'"([A-Z]\d{3})"', text))


def test_every_error_code_has_its_entry_and_every_entry_a_code() -> None:
    documented = set(re.findall(r"^(?:\| |###? )([A-Z]\d{3})\b", page("errors.md"), re.MULTILINE))
    documented |= set(
        re.findall(r"^(?:\| |###? )([A-Z]\d{3})\b", page("errors-sources.md"), re.MULTILINE)
    )
    assert documented == codes_in_source()


def test_every_command_and_option_is_on_the_page() -> None:
    text = page("commands.md")
    for name, command in main.commands.items():
        section = text.split(f"\n## {name}\n")[1].split("\n## ")[0]
        below = command.commands.values() if isinstance(command, click.Group) else ()
        for parameter in (one for part in (command, *below) for one in part.params):
            for option in parameter.opts:
                if option.startswith("--"):
                    assert option in section, f"{name} {option}"


def test_every_exit_code_is_on_the_page() -> None:
    text = page("commands.md")
    for code in ExitCode:
        assert f"| {int(code)} |" in text


PLAN_PARTS = (
    Plan,
    Office,
    Holder,
    Report,
    Objective,
    NationalPriority,
    Aim,
    Deliverable,
    Step,
    Update,
    Link,
    Printed,
    Milestone,
)
FIELDS = [
    ("measures.md", CountMeasure),
    ("measures.md", RateMeasure),
    ("measures.md", ProportionMeasure),
    ("measures.md", PercentageMeasure),
    ("workspace.md", Settings),
    ("workspace.md", Group),
    *(("plan.md", model) for model in PLAN_PARTS),
    *(("workspace.md", model) for model in (ScheduleFile, Meeting, Told)),
    ("registers.md", Register),
    *(("registers.md", model) for model in ENTRIES.values()),
    ("workspace.md", ObjectivesFile),
    ("workspace.md", Block),
    ("workspace.md", RowAsked),
    ("workspace.md", Paper),
    ("workspace.md", AimPage),
    ("workspace.md", Front),
    ("workspace.md", Choice),
]


@pytest.mark.parametrize(
    ("name", "model"), FIELDS, ids=lambda value: getattr(value, "__name__", value)
)
def test_every_field_of_a_file_is_on_its_page(name: str, model: type[BaseModel]) -> None:
    text = page(name)
    for field in model.model_fields:
        assert re.search(rf"(`{field}`|^{field}:)", text, re.MULTILINE), field


def test_other_closed_lists_are_on_their_pages() -> None:
    for kind, meaning in KINDS_OF_FIGURE.items():
        assert f"| `{kind}` | {meaning} |" in page("figures.md")
    for kind, meaning in KINDS_FOUND.items():
        assert f"| `{kind}` | {meaning} |" in page("figures.md")
    for kind, meaning in KINDS_OF_PERIOD.items():
        assert f"| `{kind}` | {meaning} |" in page("figures.md")
    for mark in Mark:
        assert f"| {mark.shorthand} | {mark.meaning} |" in page("figures.md")
    for source in SOURCES:
        assert f"| `{source}` |" in page("sources.md")
    for milestone in MilestoneKind:
        assert f"| `{milestone.value}` |" in page("plan.md")
    for often in Frequency:
        assert f"`{often.value}`" in page("plan.md")
    for status in ItemStatus:
        assert f"`{status.value}`" in page("plan.md")
    for state in DueState:
        assert f"| `{state.value}` |" in page("schedule.md")
    for flag in Flag:
        assert f"| `{flag.value}` |" in page("schedule.md")
    for kind in RegisterKind:
        assert f"| `{kind.value}` |" in page("registers.md")
    for status in (*ItemStatus, *Means):
        assert f"`{status.value}`" in page("registers.md")
    for columns in Columns:
        assert f"`{columns.value}`" in page("workspace.md")
    for basis in Basis:
        assert f"`{basis.value}`" in page("measures.md")
    for period in PeriodKind:
        assert f"`{period.value}`" in page("measures.md")
    for profile in PROFILES:
        assert f"`{profile}`" in page("commands.md")
    for layout in layout_names():
        assert f"`{layout}`" in page("workspace.md")
    for policy in POLICIES:
        assert f"`{policy}`" in (ROOT / "docs/explanation/what-may-be-shown.md").read_text()


def test_the_pages_that_are_made_are_fresh() -> None:
    assert page("tables.md") == tables_page.page()
    assert page("measures-that-ship.md") == measures_page.page()


# Enumerations a reader meets; each is named in the glossary.
ENUMERATIONS = [
    "areas.AreaKind",
    "compare.Average",
    "disclosure.Audience",
    "findings.Side",
    "measures.Basis",
    "narrative.suggestions.Verb",
    "narrative.words.Voice",
    "periods.PeriodKind",
    "plan.Columns",
    "plan.DueState",
    "plan.Flag",
    "plan.MilestoneKind",
    "plan.registers.Means",
    "plan.registers.RegisterKind",
    "plan.registers.Standing",
    "reference.boundaries.Boundaries",
    "reference.crime_types.Relation",
    "reference.outcomes.OutcomeSet",
    "reference.outcomes.Stage",
    "reference.places.WardEdition",
    "series.Mark",
    "spc.Assurance",
    "spc.Better",
    "spc.Decision",
    "spc.FixedSide",
    "spc.Grade",
    "spc.Kind",
]


@pytest.mark.parametrize("name", ENUMERATIONS)
def test_the_glossary_names_every_enumeration_a_reader_meets(name: str) -> None:
    module, _, attribute = name.rpartition(".")
    found = getattr(import_module(f"copperplate.{module}"), attribute)
    assert isinstance(found, EnumMeta)
    assert f"`{attribute}`" in (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")


def test_every_page_is_in_the_navigation() -> None:
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for path in (ROOT / "docs").rglob("*.md"):
        assert path.relative_to(ROOT / "docs").as_posix() in navigation


def test_the_root_documents_lead_to_files_that_are_there() -> None:
    for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "examples/README.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#:]+)\)", text):
            assert (ROOT / name).parent.joinpath(target).exists(), f"{name}: {target}"


def test_the_architecture_page_lists_every_package() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    library = ROOT / "src" / "copperplate"
    for entry in library.iterdir():
        if entry.name.startswith("_") or entry.suffix not in ("", ".py"):
            continue
        assert re.search(rf"\b{entry.stem}\b", text), entry.name

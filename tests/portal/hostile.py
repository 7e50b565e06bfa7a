"""Words that would run where they are not taken as words, in every field of a workspace."""

from __future__ import annotations

import re
from pathlib import Path

from tests import synthetic
from tests.commands import run

TAG = "x7<img src=x onerror=alert(1)>\"'><script>alert(2)</script>{{ 7|add:7 }}"
FORMULA = '=HYPERLINK("http://evil.example","x7")'
MEASURE = """\
subject: Hostile
measures:
  - id: hostile
    kind: count
    table: crimes
    better: lower
    collection: {tag}
    sources: [extract]
    periods: [month, year-to-date]
    breakdowns: [policing_unit]
    owner: {tag}
    lag: {tag}
    comparability: {tag}
    title: {tag}
    short: {tag}
    question: {tag}
    definition: {tag}
    noun: {{plural: crimes, singular: crime}}
    where: offence_group <> 'fraud'
    example: {{counted: {{offence_group: robbery}}, not_counted: {{offence_group: fraud}}}}
"""


def quoted(text: str) -> str:
    """Return text as a scalar of YAML."""
    return "'" + text.replace("'", "''") + "'"


def make_hostile(folder: Path) -> Path:
    """Put a hostile word into every field of a synthetic workspace that takes one."""
    register = folder / "areas" / "register.csv"
    said = register.read_text(encoding="utf-8")
    for name, other in (("Quillmarsh", TAG), ("Dunferrow", FORMULA)):
        said = said.replace(f",{name},", ',"' + other.replace('"', '""') + '",')
    register.write_text(said, encoding="utf-8")
    tag = quoted(TAG)
    plan = synthetic.PLAN.replace("A plan", tag).replace("Less crime", tag)
    plan = plan.replace("Recorded crime", tag).replace("5% fewer than the year before", tag)
    plan += (
        f"    lead: [{quoted(FORMULA)}]\n"
        f"    updates: [{{date: 2014-03-01, office: {tag}, text: {tag}}}]\n"
    )
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    for name in ("title", "board"):
        paper = re.sub(rf"(?m)^{name}: .*$", lambda _: f"{name}: {tag}", synthetic.PAPER)  # noqa: B023
    (folder / "papers" / "march.yaml").write_text(paper, encoding="utf-8")
    (folder / "objectives.yaml").write_text(
        synthetic.OBJECTIVES.replace("title: Objectives", f"title: {tag}")
        .replace("title: Robbery", f"title: {quoted(FORMULA)}")
        .replace("]\n", ", {measure: hostile, title: Hostile}]\n"),
        encoding="utf-8",
    )
    (folder / "measures").mkdir(exist_ok=True)
    (folder / "measures" / "hostile.yaml").write_text(MEASURE.format(tag=tag), encoding="utf-8")
    for words in (("check",), ("show", "hostile"), ("objectives",)):
        ran = run("--workspace", folder, *words)
        assert ran.code == 0, ran.errors + ran.output
    return folder

"""A new workspace: settings, plan, measures, areas, a first paper and its words.

Everything in it can be read, checked and built as it stands; the person then replaces
the plan and loads data. Overwrites nothing.
"""

from __future__ import annotations

import csv
import io
from importlib import resources
from pathlib import Path
from string import Template

from copperplate.areas import Area, AreaKind, england_and_wales, with_districts_and_wards
from copperplate.atomic import AlreadyThere, new_folder
from copperplate.errors import BadWorkspace, Place, Problem, UnknownName, listed, nearest
from copperplate.workspace.folder import something_there
from copperplate.yamltext import parse

NO_GROUP = """\
# No group for this force ships with the product. Write the members as codes:
#
# groups:
#   - name: most similar group of forces
#     valid_from: 2019-01-01
#     source: Who named these forces, and when.
#     members: [{code}, ...]
groups: []"""


def start(folder: Path, force: str | None) -> Area:
    """Make a workspace for a force.

    Args:
        folder: Must not exist, or be empty.
        force: Code or name of one of the 43 forces; the West Midlands by default.

    Returns:
        The force's area.

    Raises:
        BadWorkspace: There is something in the folder already, or it is the one the person
            is in (K006).
        UnknownName: No such force (A103).
    """
    area = _force(force or "E23000014")
    if folder.is_dir() and folder.samefile(Path()):
        # It would be another folder of the same name afterwards, and the person in neither.
        raise BadWorkspace(
            Problem(
                code="K006",
                place=Place(file=str(folder)),
                what="A workspace cannot be made in the folder you are in: it appears whole, "
                "under a name of its own.",
                remedy="Give a name, as in 'copperplate init my-force', or go one folder up.",
            )
        )
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
    try:
        with new_folder(folder) as staging:
            for name, text in _files(area).items():
                staging.write(name, text.encode())
    except (AlreadyThere, FileExistsError):
        raise something_there(folder) from None
    return area


def _force(text: str) -> Area:
    forces = [area for area in england_and_wales() if area.kind is AreaKind.POLICE_FORCE_AREA]
    wanted = text.strip().casefold()
    for area in forces:
        if wanted in (area.code.casefold(), area.name.casefold()):
            return area
    names = [area.name for area in forces]
    raise UnknownName(
        Problem(
            code="A103",
            place=Place(file="--force"),
            what=f"'{text}' is not one of the {len(forces)} police forces of England and Wales.",
            allowed=f"Forces: {listed(names, most=50)}.",
            remedy=nearest(text, names) or "Give a name of this list, or an area code.",
        )
    )


def _files(area: Area) -> dict[str, str]:
    values = {"code": area.code, "name": area.name, "groups": _groups(area)}
    template = resources.files("copperplate.workspace").joinpath("template")

    def filled(name: str) -> str:
        text = template.joinpath(name).read_text(encoding="utf-8")
        return Template(text).substitute(values)

    reference = resources.files("copperplate.reference")
    files = {
        "copperplate.yaml": filled("copperplate.yaml"),
        "plan.yaml": filled("plan.yaml"),
        "schedule.yaml": filled("schedule.yaml"),
        "objectives.yaml": filled("objectives.yaml"),
        "areas/register.csv": reference.joinpath("areas.csv").read_text(encoding="utf-8")
        + _parts(area),
        "papers/first.yaml": filled("first.yaml"),
        "words/first/crime-commentary.md": filled("commentary.md"),
        ".gitignore": filled("gitignore"),
    }
    for measures in sorted(
        resources.files("copperplate.measures").joinpath("catalogue").iterdir(),
        key=lambda entry: entry.name,
    ):
        files[f"measures/{measures.name}"] = measures.read_text(encoding="utf-8")
    return files


def _parts(area: Area) -> str:
    """Return the register rows of a force: local authorities in use, and the wards held."""
    register = with_districts_and_wards()
    districts = register.within(area.code, kind=AreaKind.LOCAL_AUTHORITY)
    found = [one for one in districts if one.valid_to is None]
    held = {one.code for one in found}
    wards = register.within(area.code, kind=AreaKind.WARD)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for one in (*found, *(ward for ward in wards if ward.parent in held)):
        since = one.valid_from.isoformat() if one.valid_from else ""
        until = one.valid_to.isoformat() if one.valid_to else ""
        writer.writerow((one.code, one.name, one.kind.value, one.parent, since, until))
    return text.getvalue()


def _groups(area: Area) -> str:
    """Return the settings' groups: the shipped one, or a comment that says how to write one."""
    reference = resources.files("copperplate.reference").joinpath("groups.yaml")
    shipped = parse(reference.read_text(encoding="utf-8"), file="groups.yaml").plain()["groups"]
    mine = [group for group in shipped if group["of"] == area.code]
    if not mine:
        return NO_GROUP.format(code=area.code)
    lines = ["groups:"]
    for group in mine:
        lines += [
            f"  - name: {group['name']}",
            f"    valid_from: {group['valid_from']}",
            f"    source: >-\n      {group['source']}",
            f"    members: [{', '.join(group['members'])}]",
        ]
    return "\n".join(lines)

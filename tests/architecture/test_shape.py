"""The shape of the house: what architecture.md promises and a machine can see.

Import directions are import-linter's part (`make check`); these are the other promises.
"""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "src" / "copperplate"

MOST_LINES = 500
MEDIAN_LINES = 150
# Modules allowed to be longer, each with its reason.
LONGER: dict[str, str] = {}

# The one module that writes files, and any other with its reason.
WRITERS = {
    "atomic.py": "it is the one way anything that lasts is written",
}

FORBIDDEN_NAMES = re.compile(
    r"(^|_)(utils?|helpers?|common|misc|new|old|nextgen|phase\d*|v\d+)(_|$)", re.IGNORECASE
)

# A folder of somebody's machine, or the address packages were fetched from: neither means
# anything to a reader, and both end up in files by accident.
OF_ONE_MACHINE = re.compile(
    r"/(?:home/[a-z]|Users/[A-Z]|root/\w|tmp/\w+/|opt/\w|work/\w)|[A-Z]:\\\\?Users"
    r"|pypi\.org/simple|pythonhosted\.org|--(extra-)?index-url|--find[-]links"
)

# What differs from machine to machine and from day to day: no output may hang on it.
OF_THE_MOMENT = re.compile(
    r"""\b(?:now|today|utcnow)\((?:UTC)?\) | \btime\.time\( | \bstrftime\b | \bgetcwd\b | \.cwd\(\)
    | :[^"'{}]*%[aAbBcpxX] | \bmonth_name\b | \bday_name\b | \bimport\ locale\b
    | \bos\.environ\b | \bgetenv\b | \bgethostname\b | \bgetuser\b""",
    re.VERBOSE,
)
# Modules that may ask, each with its reason.
ASKERS = {
    "cli/__init__.py": "asks the day, to refuse a release dated in the future; no output hangs on it",
    "portal/clock.py": "says when something was done; no figure hangs on it",
    "portal/configuration.py": "reads how this portal is set up, once, for the process",
    "sources/cells.py": "hands the child process what it needs to start, and nothing else",
}

WRITING_METHODS = {"write_text", "write_bytes", "touch"}
WRITING_FLAGS = {"O_WRONLY", "O_RDWR", "O_CREAT", "O_APPEND", "O_TRUNC"}


def modules() -> list[Path]:
    return sorted(LIBRARY.rglob("*.py"))


def named(path: Path) -> str:
    return path.relative_to(LIBRARY).as_posix()


def length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def listed_by_git(*options: str) -> list[Path]:
    """Return files as git sees them; a tree without git (an unpacked archive) is skipped."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    answer = subprocess.run(
        ["git", "ls-files", "-z", *options], cwd=ROOT, capture_output=True, check=True, text=True
    )
    return [ROOT / name for name in answer.stdout.split("\0") if name]


def test_no_module_is_over_500_lines_without_a_reason():
    long = {named(path) for path in modules() if length(path) > MOST_LINES}
    assert long == set(LONGER)


def test_the_median_module_is_short():
    # Empty packages would flatter the median.
    assert statistics.median(n for n in map(length, modules()) if n) < MEDIAN_LINES


def test_no_name_hides_what_is_inside():
    names = {part for path in modules() for part in Path(named(path)).with_suffix("").parts}
    assert not sorted(name for name in names if FORBIDDEN_NAMES.search(name))


def test_every_module_says_what_it_is_for():
    assert not [named(path) for path in modules() if not ast.get_docstring(tree(path))]


def test_only_the_command_line_prints():
    printers = {
        named(path)
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    }
    assert not {name for name in printers if not name.startswith("cli")}


def test_only_atomic_opens_files_for_writing():
    assert {named(path) for path in modules() if any(writes(tree(path)))} == set(WRITERS)


def writes(module: ast.Module) -> Iterator[ast.AST]:
    """Yield what opens a file for writing: open and its kin, and the flags of os.open."""
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and node.attr in WRITING_FLAGS:
            yield node
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        if isinstance(node.func, ast.Name):
            called = node.func.id
        if called in WRITING_METHODS:
            yield node
        if called in {"open", "fdopen"}:
            given = [*node.args, *(k.value for k in node.keywords if k.arg == "mode")]
            modes = [a.value for a in given if isinstance(a, ast.Constant)]
            if any(
                isinstance(m, str) and re.fullmatch(r"[rwaxbt+]*[wax+][rwaxbt+]*", m) for m in modes
            ):
                yield node


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("open(path, 'w')", True),
        ("path.open('xb')", True),
        ("path.open(mode='a')", True),
        ("path.open('r+')", True),
        ("os.open(path, os.O_CREAT | os.O_EXCL)", True),
        ("path.write_text(words)", True),
        ("path.open()", False),
        ("open(path, 'rb')", False),
        ("stream.write(words)", False),
    ],
)
def test_the_search_for_writers_knows_one_when_it_sees_one(source: str, found: bool):
    assert any(writes(ast.parse(source))) is found


def test_no_module_asks_the_clock_the_language_or_the_environment():
    askers = {named(path) for path in modules() if asks(path.read_text(encoding="utf-8"))}
    assert askers == set(ASKERS)


def asks(source: str) -> bool:
    return any(OF_THE_MOMENT.search(line.partition("  #")[0]) for line in source.splitlines())


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("date.today()", True),
        ("datetime.now()", True),
        ("datetime.now(UTC)", True),
        ('f"{meeting:%d %B %Y}"', True),
        ("calendar.month_name[1]", True),
        ('os.environ["TZ"]', True),
        ('f"{meeting:%Y-%m}"', False),
        ("known_on", False),
    ],
)
def test_the_search_for_askers_knows_one_when_it_sees_one(source: str, found: bool):
    assert asks(source) is found


def test_no_file_speaks_of_one_machine():
    found = []
    for path in listed_by_git("--cached", "--others", "--exclude-standard"):
        if not path.is_file():
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # pictures, fonts, Parquet
        found += [f"{path.relative_to(ROOT)}: {m.group()}" for m in OF_ONE_MACHINE.finditer(text)]
    assert not found


# In pieces, so that this file does not find itself.
@pytest.mark.parametrize(
    "pieces",
    [
        ("/home", "/ann/plan.yaml"),
        ("/tmp", "/out/paper.pdf"),
        ("/root", "/x"),
        ("--index", "-url https://example.org"),
    ],
)
def test_the_search_for_machines_knows_one_when_it_sees_one(pieces: tuple[str, str]):
    assert OF_ONE_MACHINE.search("".join(pieces))


def test_nothing_generated_is_tracked():
    # What git would ignore, somebody's command makes.
    assert not listed_by_git("--cached", "--ignored", "--exclude-standard")


def test_no_file_holds_what_a_merge_could_not_decide():
    marks = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
    files = [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "examples").rglob("*.yaml"),
    ]
    assert len(files) > 50
    assert [path.name for path in files if marks.search(path.read_text(encoding="utf-8"))] == []

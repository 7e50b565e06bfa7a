"""What a portal behind a proxy is told, and the files that set one up."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from copperplate.cli import main
from tests.portal.stores import copied

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"


@pytest.mark.slow
def test_django_finds_nothing_to_say_of_how_it_is_deployed(portal: Path, tmp_path: Path) -> None:
    store = copied(portal, tmp_path / "w")
    named = {"COPPERPLATE_HOSTS": "portal.example.org", "COPPERPLATE_PLAIN_HTTP": "", "COPPERPLATE_BEHIND_PROXY": "1"}  # fmt: skip

    ours = {key: said for key, said in os.environ.items() if not key.startswith("DJANGO_")}

    def check(**said: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "copperplate.portal", "check", "--deploy", "--fail-level", "WARNING"],
            env={**ours, **store.environment, **said},
            capture_output=True,
            text=True,
            check=False,
        )  # fmt: skip

    ran = check(**named)
    assert (ran.returncode, ran.stdout) == (
        0,
        "System check identified no issues (0 silenced).\n",
    ), ran.stderr
    # Without a name it is for one machine, without encryption; and the check says so.
    assert check().returncode == 1


def test_every_option_that_the_files_give_is_one() -> None:
    options = {
        option
        for name in ("serve", "backup", "restore")
        for parameter in main.commands[name].params
        for option in parameter.opts
    } | {"--workspace"}
    text = "\n".join(path.read_text(encoding="utf-8") for path in DEPLOY.glob("copperplate*"))
    text += (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    ours = re.findall(r"copperplate(?:\s+--[a-z-]+ \S+)*\s+(?:serve|backup)[^\n]*", text)
    assert len(ours) == 3
    used = set(re.findall(r"--[a-z-]+", " ".join(ours)))
    assert {"--workspace", "--name", "--behind-proxy"} <= used <= options


@pytest.mark.parametrize("name", sorted(path.name for path in DEPLOY.glob("*.service")))
def test_a_unit_gives_away_no_more_than_it_needs(name: str) -> None:
    text = (DEPLOY / name).read_text(encoding="utf-8")
    for line in (
        "User=copperplate",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "ProtectHome=yes",
        "PrivateTmp=yes",
        "PrivateDevices=yes",
        "CapabilityBoundingSet=",
        "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6",
        "SystemCallFilter=@system-service",
        "UMask=0077",
    ):
        assert f"\n{line}\n" in text, line


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_reads_the_units(tmp_path: Path) -> None:
    program = tmp_path / "copperplate"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    for path in DEPLOY.glob("copperplate*"):
        # The program is where an installation puts it; here it is anywhere.
        text = path.read_text(encoding="utf-8").replace("/usr/local/bin/copperplate", str(program))
        (tmp_path / path.name).write_text(text.replace("/bin/sh", str(program)))
    units = sorted(str(path) for path in tmp_path.glob("copperplate*.*"))
    ran = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units],
        capture_output=True,
        text=True,
        check=False,
    )
    said = [
        line for line in ran.stderr.splitlines() if str(tmp_path) in line or "copperplate" in line
    ]
    assert (ran.returncode, said) == (0, []), ran.stderr

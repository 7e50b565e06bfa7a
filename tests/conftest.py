"""What several kinds of test are given: folders of real data, and the shipped area register."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from copperplate.areas import AreaRegister, england_and_wales

ROOT = Path(__file__).resolve().parents[1]

# How long an example takes says something of the machine, and nothing of the code.
settings.register_profile("ours", deadline=None)
settings.load_profile("ours")


@pytest.fixture(scope="session")
def examples() -> Path:
    """The examples that ship with the project."""
    return ROOT / "examples"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Larger real data beside the project; tests that need it skip where it is absent."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the larger real data do not lie beside the project (../shared/data)")
    return folder


@pytest.fixture(scope="session")
def register() -> AreaRegister:
    """The areas of England and Wales."""
    return england_and_wales()

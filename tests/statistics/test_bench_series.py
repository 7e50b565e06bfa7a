"""The series benchmarks run on: those of a folder as they are, ours in four kinds."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from bench.peers import files_named, quarters, series_in


def test_a_folder_is_read_series_by_series(tmp_path: Path) -> None:
    (tmp_path / "bench_3.csv").write_text(
        "id,period,y,n\n"
        "s0,2014-01-01,5,9\ns0,2014-02-01,6,9\ns0,2014-03-01,7,9\n"
        "s1,2014-01-01,1,9\ns1,2014-02-01,0,9\ns1,2014-03-01,2,9\n",
        encoding="utf-8",
    )
    assert series_in(tmp_path, 3).tolist() == [[5, 6, 7], [1, 0, 2]]


def test_our_own_come_in_four_kinds() -> None:
    made = quarters(4_000, 120)
    assert made.shape == (4_000, 120)
    assert (made >= 0).all() and (made % 1 == 0).all()
    spread = made.var(axis=1, ddof=1) / made.mean(axis=1)
    by_kind = [float(np.median(spread[kind::4])) for kind in range(4)]
    assert by_kind[0] == pytest.approx(1.0, abs=0.05)
    assert by_kind[1] == pytest.approx(2.5, abs=0.1)
    assert min(by_kind[2:]) > 1.5


def test_the_folder_is_named_or_nothing_is() -> None:
    assert files_named([]) is None
    assert files_named(["--files", "here"]) == Path("here")
    with pytest.raises(SystemExit, match="--files DIR"):
        files_named(["here"])

"""Laney's charts when points are left out of their limits: as of a series without them."""

from __future__ import annotations

import numpy as np
import pytest

from copperplate.spc.groups import one_group_a_series
from copperplate.spc.lines.model import plotted
from copperplate.spc.lines.types import lines_of
from copperplate.spc.lines.xmr import XmR

COUNTS = np.array([[12.0, 9.0, 60.0, 14.0, 11.0, 8.0, 13.0]])
DENOMINATORS = np.array([[100.0, 110.0, 90.0, 120.0, 100.0, 95.0, 105.0]])


@pytest.mark.parametrize("chart", ["c-prime", "u-prime", "p-prime"])
def test_a_point_left_out_is_passed_over(chart: str) -> None:
    kept = np.array([[True, True, False, True, True, True, True]])
    rest = kept[0]
    divided_by = None if chart == "c-prime" else DENOMINATORS
    shortened = None if divided_by is None else divided_by[:, rest]

    left_out = plotted(COUNTS, divided_by, groups=one_group_a_series(COUNTS.shape), counted=kept)
    without = plotted(
        COUNTS[:, rest], shortened, groups=one_group_a_series((1, 6)), counted=np.ones((1, 6), bool)
    )
    of_all = lines_of(chart, left_out, XmR())
    of_rest = lines_of(chart, without, XmR())
    assert of_all.centre_line[0, rest] == pytest.approx(of_rest.centre_line[0])
    assert of_all.reach[0, rest] == pytest.approx(of_rest.reach[0])

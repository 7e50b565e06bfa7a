"""All the pictures there are."""

from __future__ import annotations

from tests.statistics.page_pictures import (
    chart_types,
    other_pages,
    real_series,
    seasons_page,
    sfn_page,
    zone_tests,
)

EVERY = (
    *sfn_page.pictures(),
    *real_series.pictures(),
    *seasons_page.pictures(),
    *zone_tests.pictures(),
    *chart_types.pictures(),
    *other_pages.pictures(),
)

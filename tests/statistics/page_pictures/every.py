"""All the pictures there are."""

from __future__ import annotations

from tests.statistics.page_pictures import real_series, sfn_page

EVERY = (*sfn_page.pictures(), *real_series.pictures())

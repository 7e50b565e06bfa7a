"""One module per outside format: cells in, a `Reading` out.

An adapter is a function of a workbook and a context; it opens nothing and writes nothing.
To take data in a new shape, add a module and a line here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

from copperplate.sources.adapters import (
    counts,
    home_office_outcomes,
    home_office_pfa,
    home_office_quarters,
    mid_year_population,
    ons_pfa,
)
from copperplate.sources.reading import Context, Reading, Workbook


@dataclass(frozen=True, kw_only=True, slots=True)
class Adapter:
    """A source the product can load.

    Attributes:
        name: As ``copperplate load`` takes it.
        description: One line for help.
        interpret: Reads one file's cells.
        joins: Whether files of different editions make one release together.
    """

    name: str
    description: str
    interpret: Callable[[Workbook, Context], Reading]
    joins: bool = False


ADAPTERS = MappingProxyType(
    {
        adapter.name: adapter
        for adapter in (
            Adapter(
                name="ons-pfa",
                description="Police force area tables (XLSX) of the Office for National "
                "Statistics: counts, rates, populations",
                interpret=ons_pfa.interpret,
            ),
            Adapter(
                name="home-office-pfa",
                description="Police recorded crime open data (CSV) of the Home Office: rolling "
                "twelve months by force",
                interpret=home_office_pfa.interpret,
            ),
            Adapter(
                name="home-office-quarters",
                description="Police recorded crime open data (CSV) of the Home Office: quarters by "
                "force and offence code",
                interpret=home_office_quarters.interpret,
            ),
            Adapter(
                name="home-office-outcomes",
                description="Outcomes open data of the Home Office: quarters by force, offence "
                "code and outcome type",
                interpret=home_office_outcomes.interpret,
            ),
            Adapter(
                name="mid-year-population",
                description="Mid-year residents and households by police force area (CSV, or "
                "Tables P9 and P10)",
                interpret=mid_year_population.interpret,
            ),
            Adapter(
                name="counts",
                description="A plain table (CSV, XLSX, ODS, Parquet): measure, area, period, "
                "value, and where wanted base, mark",
                interpret=counts.interpret,
                joins=True,
            ),
        )
    }
)

"""The months of 2020 and 2021 that say nothing of other years: England was shut for part of them.

People were told by law to stay at home, or pubs and restaurants were closed indoors. Sources: the
Health Protection (Coronavirus, Restrictions) Regulations: S.I. 2020/350 and 2020/684 (March to 4
July 2020), 2020/1200 (5 November to 2 December 2020), 2020/1374 (tiers and the third order, from 2
December 2020), and 2021/364 (indoors again from 17 May 2021).
"""

from __future__ import annotations

SHUT = (
    *((2020, month) for month in range(3, 8)),
    (2020, 11),
    (2020, 12),
    *((2021, month) for month in range(1, 6)),
)
"""Year and month."""

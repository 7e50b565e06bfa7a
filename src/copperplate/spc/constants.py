"""Every number the control charts rest on, once, with where it comes from.

A rule set (`rule_sets`) says which of them it uses; nothing else in the library writes a
number of its own.
"""

from __future__ import annotations

LARGEST = 1e50
"""How far from 0 a number may lie: squares of what it is divided into must add up to less than a
double holds, about 1.8e308. Our own.
"""

SMALLEST_DIVISOR = 1e-50
"""What a number may be divided by at least, above 0: as `LARGEST`."""

WHEELER_SCALING = 2.66
"""Average moving ranges from the centre line to a natural process limit of an XmR chart.

Source: Wheeler, *Understanding Variation*, "XmR charts": 3 / 1.128, rounded as he prints it.
"""

WHEELER_RANGE_SCALING = 3.268
"""Average moving ranges up to the limit of a moving range.

Source of this and the next two: Wheeler's constants to three places, as statprocon has them.
`LARGEST_RANGE` is the same limit as other tables print it.
"""

MEDIAN_SCALING = 3.145
"""Median moving ranges from the centre line to a natural process limit."""

MEDIAN_RANGE_SCALING = 3.865
"""Median moving ranges up to the limit of a moving range."""

RUN_LENGTH = 8
"""Points on one side of the average that make a step.

Source: the rule set `sfn`, version 1, after police performance papers of 2013 and 2014
("after 8 months below average").
"""

PERIODS_BEFORE = 12
"""Values a process holds before the first of the points that make a step: `sfn`, version 1."""

FEWEST_FOR_LIMITS = 6
"""Values a process holds before it is given limits: `sfn`, version 1."""

FEWEST_FOR_FULL_LIMITS = 12
"""Values under which limits are called trial limits: `sfn`, version 1."""

RUN_WORTH_SAYING = 5
"""Points on one side from which a run is spoken of before it makes a step: `sfn`, version 1."""

ON = 1e-9
"""Share of the larger of two numbers within which one lies *on* the other.

Source: `sfn`, version 1. A mean of thirty times 0.1 is not 0.1 in floating point; a rule
about sides must not hang on that.
"""

LARGEST_RANGE = 3.267
"""Mean moving ranges from which a moving range counts as an outlier.

Source: D4 of a chart of ranges of two, 1 + 3 × 0.8525 / 1.128, as tables print it.
"""

LARGEST_NORMAL_RANGE = 3.2665
"""The same for ranges divided by their own standard deviations, as I′ charts screen them.

Source: Taylor (2017), as qicharts2 prints it.
"""

SIGMAS = 3
"""Standard deviations from the centre line to a limit: Shewhart's."""

RANGE_TO_SIGMA = 1.128
"""Mean moving range of two over one standard deviation (d2). Source: tables of control charts."""

NEAR_SHARE = 2 / 3
"""Share of the way from the centre line to a limit at which the near limit stands: two sigma."""

INNER_SHARE = 1 / 3
"""Share of the way at which the inner lines stand: one sigma."""

WESTERN_ELECTRIC_RUN = 8
"""Points on one side. Source: Western Electric, *Statistical Quality Control Handbook*, 1956."""

NELSON_RUN = 9
"""Points on one side: test 2 of Nelson (1984)."""

NELSON_TREND = 6
"""Points steadily rising or falling: test 3 of Nelson (1984)."""

NELSON_ALTERNATING = 14
"""Points going up and down in turn: test 4 of Nelson (1984)."""

NELSON_HUGGING = 15
"""Points within one sigma of the centre line: test 7 of Nelson (1984)."""

NELSON_AVOIDING = 8
"""Points outside one sigma on both sides, none within: test 8 of Nelson (1984)."""

LARGEST_EXACT_MEAN = 500.0
"""Expected count from which a count is as good as normal, and its limits are three sigma."""

HALF_A_COUNT = 0.5
"""Added to a sum of counts before a chance is worked out from their level.

That no count came yet does not make one impossible. Source: the mean of a Poisson level by
Jeffreys' prior, (S + ½) / n.
"""

SMALL_COUNT = 20
"""Average count under which a chart chosen for counts has exact limits.

A Poisson count of 20 passes three sigmas twice as often as the 0.135 % they stand for.
"""

SHARE_OF_A_PROPORTION = 0.1
"""Share of their denominators from which counts are charted as proportions.

Under it the standard deviation of a proportion and of a rate differ by about a twentieth at most.
"""

FAR_OUT = 50.0
"""Standard deviations, and mean steps of the tail, beyond which a count is not looked for.

Beyond so many of both less than 1e-15 of any negative binomial count is left.
"""

LARGEST_RATIO = 200.0
"""Variance over mean up to which counts are added up one by one.

Where it is larger they are added up in larger units, of the same mean and variance: single
counts are too small beside their spread to be told apart. Our own; it bounds how long it takes.
"""

MEDIAN_OF_WAITS = 0.693
"""The median wait between rare events over the mean wait: the centre line of a G chart.

Source: Provost and Murray, *The Health Care Data Guide*, 2011; ln 2, rounded as printed there.
"""

WAITS_TO_NORMAL = 3.6
"""The root of a wait in time that is all but normal: T charts, Nelson (1994)."""

SHARE_OF_FALSE = 0.1
"""Of the discoveries among many series, how many may be false on average: one in ten."""

DAYS_BEFORE = 365
"""How many days before a day it is judged by: a year, so that every season is in them. Our own."""

FAR_BEYOND = 5
"""Standard deviations of a normal count from which a day says nothing of other days.

Of stable days fewer than one in a million lie there. Our own.
"""

MOST_SCREENINGS = 20
"""How often days are looked over for those far beyond, at most. Our own; it bounds the time."""

MDC_RUN = 7
"""Points on one side, or in a trend, that NHS "Making Data Count" calls special."""

MDC_FEWEST = 13
"""Points under which "Making Data Count" marks a stretch as short."""

STABLE_PERIOD = 21
"""Points that make the limits of a period of the stable shift algorithm.

Source of this and the next three: Woodcock, O'Connor, Bell (2025), doi
10.1136/bmjqs-2025-019263, as their program sets them.
"""

STABLE_SHIFT = 8
"""Points on one side of the centre line that the stable shift algorithm calls a shift."""

STABLE_EXCLUSIONS = 3
"""Extreme points left out of the limits of a period by the stable shift algorithm, at most."""

STABLE_SCREENINGS = 1
"""How often the stable shift algorithm leaves large moving ranges out of the limits."""

FEWEST_BESIDE_A_CUT = 6
"""Values on either side of a change before a scan looks at it: as many as limits need."""

PARAMETERS_OF_A_CUT = 3
"""What a scan fits: two levels and the place between them."""

EVIDENCE_POINTS = (12, 24, 36, 60, 120, 240)
"""Lengths of series at which bounds of evidence were simulated; between them a straight line."""

EVIDENCE_WEAK = (1.7, 4.4, 5.0, 5.6, 6.1, 6.6)
"""Strength that one stable series in five exceeds, at those lengths.

Source: our own simulation, 60,000 Poisson and 60,000 over-dispersed series a length (variance
2.5 times the mean, means 20, 60 and 200), the larger of the two; `bench/evidence.py`.
"""

EVIDENCE_STRONG = (4.7, 8.3, 8.9, 9.25, 9.65, 10.05)
"""Strength that fewer than one stable series in twenty exceeds; the same source.

`NEAR_A_STEP` says how far from a step evidence may lie and still support it.
"""

NEAR_A_STEP = 12
"""Points from a step's run within which a change of level supports it."""

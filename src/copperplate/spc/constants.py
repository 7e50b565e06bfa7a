"""Every number the control charts rest on, once, with where it comes from.

A rule set (`rule_sets`) says which of them it uses; nothing else in the library writes a
number of its own.
"""

from __future__ import annotations

WHEELER_SCALING = 2.66
"""Average moving ranges from the centre line to a natural process limit of an XmR chart.

Source: Wheeler, *Understanding Variation*, "XmR charts": 3 / 1.128, rounded as he prints it.
"""

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

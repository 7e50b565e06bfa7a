"""The one place that knows every stage, in order.

    releases → measures → query → disclosure → figures → words → layout → formats

Each function is one thing a person asks for; the command line only parses and prints.
"""

from copperplate.pipeline.attention import Attention, attention
from copperplate.pipeline.attention import Entry as AttentionEntry
from copperplate.pipeline.breaking_down import BrokenDown, broken_down
from copperplate.pipeline.building import Built, build, compose
from copperplate.pipeline.charting import chart
from copperplate.pipeline.checking import check
from copperplate.pipeline.comparing import compare
from copperplate.pipeline.drawn import Drawn
from copperplate.pipeline.explaining import Explained, explain, explain_cell, newest_paper
from copperplate.pipeline.high_days import Judged, high_days
from copperplate.pipeline.listing import records
from copperplate.pipeline.loading import load
from copperplate.pipeline.mapping import OF, map_of
from copperplate.pipeline.milestone_asked import BY
from copperplate.pipeline.milestones import milestone, milestone_drawn
from copperplate.pipeline.multiples import multiples
from copperplate.pipeline.objectives import objectives
from copperplate.pipeline.peering import beside_peers
from copperplate.pipeline.proposals import proposed
from copperplate.pipeline.registering import Kept, Taken, import_register, register, registers
from copperplate.pipeline.reporting import appendix_of
from copperplate.pipeline.revising import revisions
from copperplate.pipeline.scheduling import schedule, schedule_page
from copperplate.pipeline.showing import Shown, show
from copperplate.pipeline.suggesting import Suggestion, suggest
from copperplate.pipeline.synthesising import build_brumshire, make_force

__all__ = [
    "BY",
    "OF",
    "Attention",
    "AttentionEntry",
    "BrokenDown",
    "Built",
    "Drawn",
    "Explained",
    "Judged",
    "Kept",
    "Shown",
    "Suggestion",
    "Taken",
    "appendix_of",
    "attention",
    "beside_peers",
    "broken_down",
    "build",
    "build_brumshire",
    "chart",
    "check",
    "compare",
    "compose",
    "explain",
    "explain_cell",
    "high_days",
    "import_register",
    "load",
    "make_force",
    "map_of",
    "milestone",
    "milestone_drawn",
    "multiples",
    "newest_paper",
    "objectives",
    "proposed",
    "records",
    "register",
    "registers",
    "revisions",
    "schedule",
    "schedule_page",
    "show",
    "suggest",
]

"""Has it changed? Control charts: limits, runs, steps and the warning before one.

A library beside the tower: arrays of shape (n_series, n_points) in, charts out. Knows no
area or measure, and of the calendar how long its periods are.
"""

from copperplate.spc.assurance import Assurance
from copperplate.spc.chart import ControlChart, Segment
from copperplate.spc.charts import ControlCharts
from copperplate.spc.direction import Better, Kind
from copperplate.spc.discoveries import Discoveries, discoveries
from copperplate.spc.door import control_charts
from copperplate.spc.evidence import Evidence, Grade, evidence_of
from copperplate.spc.exceptions import (
    CannotChart,
    ContradictoryDecisions,
    ImpossibleRules,
    NotFinite,
    NotNumbers,
    UnknownChart,
    UnknownRules,
    WrongShape,
)
from copperplate.spc.high_days import HighDays, high_days
from copperplate.spc.limits import Limits, natural_process_limits
from copperplate.spc.rule_sets import RULE_SETS, SFN, RuleSet, Signs, Stepping
from copperplate.spc.signals.hits import Hits
from copperplate.spc.stable_rules import StableShift
from copperplate.spc.standing import FixedSide
from copperplate.spc.steps import Decision, Step, Steps
from copperplate.spc.warnings import StepWarning, Warnings

__all__ = [
    "RULE_SETS",
    "SFN",
    "Assurance",
    "Better",
    "CannotChart",
    "ContradictoryDecisions",
    "ControlChart",
    "ControlCharts",
    "Decision",
    "Discoveries",
    "Evidence",
    "FixedSide",
    "Grade",
    "HighDays",
    "Hits",
    "ImpossibleRules",
    "Kind",
    "Limits",
    "NotFinite",
    "NotNumbers",
    "RuleSet",
    "Segment",
    "Signs",
    "StableShift",
    "Step",
    "StepWarning",
    "Stepping",
    "Steps",
    "UnknownChart",
    "UnknownRules",
    "Warnings",
    "WrongShape",
    "control_charts",
    "discoveries",
    "evidence_of",
    "high_days",
    "natural_process_limits",
]

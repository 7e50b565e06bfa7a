"""What commands print: tables, CSV, JSON; sentences; a figure in lines; the objectives table.

Text from what disclosure let through; computes nothing.
"""

from copperplate.terminal.answers import (
    LINE,
    as_csv,
    as_explanation,
    as_json,
    as_suggestions,
    as_table,
    suggestions_as_json,
    whole,
)
from copperplate.terminal.appendix import appendix_as_csv, appendix_as_json, appendix_as_text
from copperplate.terminal.attention import (
    attention_as_csv,
    attention_as_json,
    attention_as_text,
)
from copperplate.terminal.breakdowns import (
    breakdown_as_csv,
    breakdown_as_json,
    breakdown_as_text,
)
from copperplate.terminal.calendars import schedule_as_ics
from copperplate.terminal.drawings import drawing_as_text
from copperplate.terminal.high_days import (
    high_days_as_csv,
    high_days_as_json,
    high_days_as_text,
)
from copperplate.terminal.milestone import (
    milestone_as_csv,
    milestone_as_json,
    milestone_as_text,
)
from copperplate.terminal.objectives import (
    objectives_as_csv,
    objectives_as_json,
    objectives_as_text,
)
from copperplate.terminal.proposal import (
    proposal_as_csv,
    proposal_as_json,
    proposal_as_text,
)
from copperplate.terminal.records import records_as_csv, records_as_json, records_as_text
from copperplate.terminal.registers import (
    register_as_csv,
    register_as_json,
    register_as_table,
    register_as_text,
    register_as_workbook,
    registers_as_csv,
    registers_as_json,
    registers_as_text,
    taken_as_text,
)
from copperplate.terminal.revisions import (
    revisions_as_csv,
    revisions_as_json,
    revisions_as_text,
)
from copperplate.terminal.schedule import schedule_as_json, schedule_as_text

__all__ = [
    "LINE",
    "appendix_as_csv",
    "appendix_as_json",
    "appendix_as_text",
    "as_csv",
    "as_explanation",
    "as_json",
    "as_suggestions",
    "as_table",
    "attention_as_csv",
    "attention_as_json",
    "attention_as_text",
    "breakdown_as_csv",
    "breakdown_as_json",
    "breakdown_as_text",
    "drawing_as_text",
    "high_days_as_csv",
    "high_days_as_json",
    "high_days_as_text",
    "milestone_as_csv",
    "milestone_as_json",
    "milestone_as_text",
    "objectives_as_csv",
    "objectives_as_json",
    "objectives_as_text",
    "proposal_as_csv",
    "proposal_as_json",
    "proposal_as_text",
    "records_as_csv",
    "records_as_json",
    "records_as_text",
    "register_as_csv",
    "register_as_json",
    "register_as_table",
    "register_as_text",
    "register_as_workbook",
    "registers_as_csv",
    "registers_as_json",
    "registers_as_text",
    "revisions_as_csv",
    "revisions_as_json",
    "revisions_as_text",
    "schedule_as_ics",
    "schedule_as_json",
    "schedule_as_text",
    "suggestions_as_json",
    "taken_as_text",
    "whole",
]

"""Why each assumed weight is what it is: one table of every reason."""

from __future__ import annotations

from pathlib import Path

from tools.reference_data.tables import written
from tools.synthetic_shapes import assumed_times, locations, markers, outcomes

REASONS = {
    "weekdays.csv": assumed_times.WEEKDAY_REASONS,
    "hours.csv": assumed_times.HOUR_REASONS,
    "outcomes.csv": outcomes.OUTCOME_REASONS,
    "delays.csv": outcomes.DELAY_REASONS,
    "locations.csv": locations.GROUP_REASONS,
    "code_locations.csv": locations.CODE_REASONS,
    "markers.csv": markers.REASONS,
    "code_markers.csv": markers.CODE_REASONS,
}


def reasons_file(_folder: Path) -> str:
    """Return the table: file, what in it is assumed (a group, code, type or marker), reason."""
    rows = [
        (file, subject, reason)
        for file, reasons in REASONS.items()
        for subject, reason in reasons.items()
    ]
    return written(("file", "assumed", "reason"), rows)

"""How much a source file may cost, in one place. Numbers only, each with its reason."""

from __future__ import annotations

# The largest publication read here, a year of outcomes by force, offence code and type, has some
# three million cells. Beyond these a file is a mistake or an attack.
MAXIMUM_FILE = 100_000_000
MAXIMUM_CELLS = 6_000_000
MAXIMUM_ENTRIES = 2_000
MAXIMUM_UNPACKED = 400_000_000
MAXIMUM_FIELD = 100_000
MAXIMUM_ANSWER = 100_000_000

# Of the child. The parser of XLSX asks for a dense table of what it finds, so memory is
# limited by the system and not by trust. Seconds of processor, then of the clock.
CHILD_MEMORY = 2_000_000_000
CHILD_SECONDS = 30
CHILD_WALL_SECONDS = 60.0

# Of records: a force's crimes of ten years are under 2 GB of text. Rows are never held as
# Python's own values, and the reader's memory is a fraction of the file.
MAXIMUM_RECORDS = 20_000_000_000
RECORDS_MEMORY = "2GB"
RECORDS_CHILD_MEMORY = 8_000_000_000
RECORDS_CHILD_SECONDS = 3_600
RECORDS_THREADS = 2

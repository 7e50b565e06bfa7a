"""The canonical tables: what sources deliver and measures are written against.

A table is named columns with types and meanings. Knows no source's layout and no engine.
"""

from copperplate.schema.columns import ColumnSpec, ColumnType, TableSpec
from copperplate.schema.tables import TABLES

__all__ = ["TABLES", "ColumnSpec", "ColumnType", "TableSpec"]

"""Extracts: records in a force's own layout, read by a mapping that the workspace declares.

`model` is what ``extract.yaml`` may say, `load` checks it, `fields` turns what it says of a column
into an expression, `source` makes of it a source of records like any other.
"""

from copperplate.sources.extracts.load import load_extracts
from copperplate.sources.extracts.model import Extract, ExtractFile
from copperplate.sources.extracts.source import extract_source

__all__ = ["Extract", "ExtractFile", "extract_source", "load_extracts"]

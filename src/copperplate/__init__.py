"""Copperplate: performance reporting for police forces and their commissioners.

The packages below are the stages of one road: release, series, measure, figure,
document, paper. ARCHITECTURE.md draws it; nothing here imports anything.
"""

__version__ = "0.1.0"

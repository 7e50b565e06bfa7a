"""Recorded outputs of other programs beside ours, case by case.

Reads a folder of recorded calls and never runs the programs; what it cannot do, it counts.
"""

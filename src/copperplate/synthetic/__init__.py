"""A force that does not exist, with planted truths: draws its records and writes them as extracts.

Knows no measure, chart or paper.
"""

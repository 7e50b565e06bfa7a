"""Facts about England and Wales that ship with the product, each with its source.

Data with small readers: offence codes, crime types, outcomes, severity weights, places and their
boundaries. Knows nothing of releases, measures or papers, and computes nothing. A file is read
when it is first asked for, never at import.
"""

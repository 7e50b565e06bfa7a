"""Records: a row a thing that happened, too many to hold as Python's own values.

Private copies in, Parquet out, made in a child with limits; what is checked is checked
where the rows are. Knows the canonical tables of records, and of a source its layout.
"""

"""Facts about England and Wales that ship with the product, each with its source.

Data only: read by `areas` and by the workspace's `init`. Computes nothing.
"""

"""Benchmarks: what the product takes, beside a floor measured in the same run."""

"""Chart types: which centre line and limits belong to which numbers, one module a family."""

"""The document before any format: blocks, layouts, notes and provenance."""

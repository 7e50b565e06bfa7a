"""One door to each database engine. Sandboxed; knows no measure and no source."""

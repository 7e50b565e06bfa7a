"""Papers as they were built. Build none."""

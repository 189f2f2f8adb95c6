"""A Plan becomes sentences."""

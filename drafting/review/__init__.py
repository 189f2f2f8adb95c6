"""A finished draft, or any report, is judged."""

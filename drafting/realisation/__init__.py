"""Sentences become a Draft."""

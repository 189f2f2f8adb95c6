"""A published report of any maker read back as an input: figures by label, notes word for word."""

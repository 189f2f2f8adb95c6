"""A checked report becomes a Plan."""

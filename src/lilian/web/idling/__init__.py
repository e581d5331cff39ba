"""Pages of the low season."""

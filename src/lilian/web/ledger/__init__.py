"""Pages of the money journal."""

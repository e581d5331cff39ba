"""Pages of the work in the background."""

"""Pages of crates and bins."""

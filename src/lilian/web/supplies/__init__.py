"""Pages of farm inputs in stock."""

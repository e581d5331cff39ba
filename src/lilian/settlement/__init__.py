"""Settlement: what a household is paid for its fruit, and why."""

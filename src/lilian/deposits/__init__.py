"""What becomes of a contract's deposit that no fruit is settled with: paid back, kept, or doubled."""

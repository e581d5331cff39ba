"""Which cold rooms to shut in the low season: meters, planned withdrawals, plans, transfers, and what it saved."""

"""Farm inputs bought together: needs gathered, quotes compared, bought at least cost, shared out and billed."""

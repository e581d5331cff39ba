"""Forms of the cold-store database. They read; whether it may stand is decided by the act."""

"""The cold-store database: list, map, one store, fill reports, temperatures, lots waiting."""

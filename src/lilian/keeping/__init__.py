"""A cold store's whole year."""

"""Pages of membership: organisations, people, places, what one lets another do."""

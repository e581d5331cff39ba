"""Views of the cold-store database."""

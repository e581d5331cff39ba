"""Views of the money journal."""

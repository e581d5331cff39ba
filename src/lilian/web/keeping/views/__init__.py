"""Views of keeping."""

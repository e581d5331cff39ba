"""Views of sorting, one file a thing."""

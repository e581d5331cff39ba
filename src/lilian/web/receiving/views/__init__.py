"""Views of receiving."""

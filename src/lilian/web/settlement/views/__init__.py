"""Views of settlement."""

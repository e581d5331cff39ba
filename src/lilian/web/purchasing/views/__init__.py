"""Views of group purchasing."""

"""Pages of group purchasing."""

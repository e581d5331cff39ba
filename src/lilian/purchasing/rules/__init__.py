"""Pure decisions of group purchasing."""

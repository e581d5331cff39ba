"""Pure decisions of membership."""

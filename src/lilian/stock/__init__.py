"""The goods journal: every gram of fruit, where it is, whose it is and where it came from."""

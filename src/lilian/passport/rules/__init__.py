"""Pure decisions of box passports."""

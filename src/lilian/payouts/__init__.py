"""Statements are paid: where each household's money goes, files for the bank, and what it answers."""

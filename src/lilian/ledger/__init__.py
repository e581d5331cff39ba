"""The money journal: every fen, on whose account it stands, in whose books, and why."""

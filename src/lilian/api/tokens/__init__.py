"""The page on which people issue and revoke tokens; not an operation: a program cannot make tokens."""

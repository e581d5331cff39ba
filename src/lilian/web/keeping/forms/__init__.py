"""Forms of keeping."""

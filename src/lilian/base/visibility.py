"""Who may see a field: everyone, members of the alliance, or only those entitled to private data."""

PUBLIC = "public"
MEMBERS = "members"
PRIVATE = "private"
LEVELS = frozenset({PUBLIC, MEMBERS, PRIVATE})

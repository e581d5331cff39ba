"""From facts of the journal to bodies of events: pure."""

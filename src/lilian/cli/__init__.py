"""The `lilian` command: one file a topic, loaded only when asked for."""

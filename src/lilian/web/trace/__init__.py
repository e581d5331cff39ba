"""Pages of tracing and recall."""

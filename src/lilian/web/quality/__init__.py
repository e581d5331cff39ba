"""Pages of the quality room: scales and their checks, samples, sheets, what changes in a lot over time."""

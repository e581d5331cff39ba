"""The quality room: scales checked every day, samples of lots, their sheets and how they change over time."""

"""Pure: an event as rows, a question as conditions, a schedule as moments."""

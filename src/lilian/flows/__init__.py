"""Acts that span modules."""

"""Pages of cold storage: stores and what is in them, plans and what arrives."""

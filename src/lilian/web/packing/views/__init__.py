"""Views of packing, one file a thing."""

"""Pages of the peak-season plan: asked for, looked at, questioned, adopted, met by what arrives."""

"""发件: boxes and pallets leave for a buyer or a shop, arrive there, or come back."""

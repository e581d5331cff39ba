"""Lilian 梨联: one system that runs a county's fruit alliance."""

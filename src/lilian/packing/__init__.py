"""Fruit goes into boxes: pack specifications, packings, boxes and pallets, and what was given away above the labels."""

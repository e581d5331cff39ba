"""Marks of origin and of the alliance: who may use them, and how many labels for how much fruit."""

"""Compliance certificates (承诺达标合格证): issued, collected, void, counted against what the fruit weighs."""

"""A whole season through the acts of every module that touches fruit, and whether a gram of it is missing."""

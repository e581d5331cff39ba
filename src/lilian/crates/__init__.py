"""Crates and bins: who has how many of whose, against which deposit, and which lot lay in which bin when."""

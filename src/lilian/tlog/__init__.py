"""A transparency log as RFC 6962 and C2SP have it: tree, tiles, notes, checkpoints, proofs. Plain Python, no I/O."""

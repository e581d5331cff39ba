"""The transparency log: what the journals say cannot be rewritten without somebody outside seeing it."""

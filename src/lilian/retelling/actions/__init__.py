"""The journal is told on."""

from lilian.retelling.actions.retelling import retell

__all__ = ["retell"]

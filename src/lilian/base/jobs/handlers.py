"""Which function does which kind of work. A module's `jobs.py` or `flows` registers at start-up."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lilian.base.jobs.run import Run

Handler = Callable[["Run"], None]
HANDLERS: dict[str, Handler] = {}


class UnknownKind(Exception):
    """Work was asked for that nobody registered; a fault of the program."""


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register the decorated function for `kind`; the same function may be registered again."""

    def register(function: Handler) -> Handler:
        known = HANDLERS.setdefault(kind, function)
        if known.__qualname__ != function.__qualname__:
            raise UnknownKind(f"{kind} is already done by {known.__qualname__}")
        return function

    return register


def handler_of(kind: str) -> Handler:
    """:raises UnknownKind: if nothing is registered for it"""
    try:
        return HANDLERS[kind]
    except KeyError:
        raise UnknownKind(kind) from None

"""Lists of accounts and holds: members' names are looked up once, for the page that is shown."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from lilian.web.ledger.words import Names
from lilian.web.shell.listing import Column, Listing
from lilian.web.shell.requests import Request


def named_listing(
    request: Request,
    columns: Callable[[Callable[[], Names]], Sequence[Column]],
    rows: Any,
    accounts_of: Callable[[Any], Iterable[Any]] = lambda row: (row,),
    **more: Any,
) -> Listing:
    """`columns` gets a function that gives the names of the accounts on the page shown."""
    made: list[Names] = []

    def names() -> Names:
        if not made:
            made.append(Names(request.actor, [account for row in listing.page for account in accounts_of(row)]))
        return made[0]

    listing = Listing(request, columns(names), rows, **more)
    return listing

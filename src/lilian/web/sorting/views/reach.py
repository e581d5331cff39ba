"""The run an address is about, for who may do this to it."""

from lilian.sorting import queries
from lilian.sorting.actions.refusals import RunEnded
from lilian.sorting.queries import RunCard
from lilian.sorting.values import RunState
from lilian.web.shell.requests import Request


def run_of(request: Request, pk: int, permission: str) -> RunCard:
    """:raises NotAllowed, NotFound: if the actor may not do this at all, or sees no such run
    :raises RunEnded: if there is nothing left to be done; a form sent twice is left to `once`
    """
    request.actor.must(permission)
    card = queries.card(request.actor, pk)
    request.actor.must(permission, organisation_id=card.organisation_id)
    if card.state is not RunState.OPEN and request.method != "POST":
        raise RunEnded(run=card.code)
    return card

"""The demo county's journal as events of EPCIS, as its worker would tell them."""

from datetime import datetime

from lilian.retelling import actions


def tell_journal(*, now: datetime) -> int:
    """How many events were told; none where the worker was faster. Never inside a transaction."""
    return actions.retell(now=now)

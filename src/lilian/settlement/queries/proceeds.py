"""What a run says its pools were sold for, beside figures that are not typed: two people approve by them."""

from dataclasses import dataclass
from datetime import date

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotAllowed, NotFound
from lilian.ledger import queries as ledger
from lilian.ledger.values import Purpose
from lilian.settlement.models import Run, SharedSum


@dataclass(frozen=True)
class Revenue:
    """What the organisation's book gained by sales of any fruit from `since` to `until`, in fen: a book knows no
    grades."""

    book_id: int
    since: date
    until: date
    fen: int


@dataclass(frozen=True)
class Proceeds:
    """In fen: what the fruit of the grades that are topped up was sold for, as told, and what was paid on it before.

    `revenue` is None where the reader may not look into the book.
    """

    sold_fen: int
    paid_fen: int
    revenue: Revenue | None

    @property
    def beyond_fen(self) -> int:
        """So much more is told than the book gained; nothing where it is not known."""
        return max(0, self.sold_fen - self.revenue.fen) if self.revenue else 0


def proceeds(actor: Actor, run: Run) -> Proceeds | None:
    """Of a run that tops up what its pools were sold for; None of any other. The book's gain is as it stands now."""
    told: list[SharedSum] = [one for one in run.shared.all() if one.sold_fen is not None]
    if not told:
        return None
    return Proceeds(sum(one.sold_fen or 0 for one in told), sum(one.paid_fen or 0 for one in told), revenue(actor, run))


def revenue(actor: Actor, run: Run) -> Revenue | None:
    """From the run's first day of deliveries to the day it was drafted: fruit is sold after it came."""
    try:
        book = ledger.book_of(actor, run.organisation_id)
    except (NotAllowed, NotFound):
        return None
    fen = ledger.gained_fen(actor, book.pk, Purpose.REVENUE, since=run.since, until=run.day)
    return Revenue(book.pk, run.since, run.day, fen)

"""Every payment compared with its posting, and all that was paid with what is owed."""

from collections import Counter
from collections.abc import Callable, Iterator

from django.db.models import Sum

from lilian.payouts.models import PayoutAnswer, PayoutLine, PayoutReturn
from lilian.payouts.queries.files import PAID
from lilian.settlement import queries as settlement

BLOCK = 300  # payments; each has a posting of a few lines


def faults(progress: Callable[[int], None]) -> Iterator[str]:
    """A line for every payment that does not agree with its posting, and for every household paid too much."""
    yield from _not_posted(progress)
    yield from _paid_beyond_owed()


def _not_posted(progress: Callable[[int], None]) -> Iterator[str]:
    """What the bank paid, and what came back, stands on the household's account to the fen."""
    paid = PayoutAnswer.objects.filter(paid=True).select_related("line__statement").order_by("pk")
    for done, one in enumerate(paid.prefetch_related("posting__lines__account").iterator(chunk_size=BLOCK), 1):
        if settlement.payable_fen(one.posting, one.line.statement.household_id) != one.line.amount_fen:
            yield f"payment {one.line_id}: its posting is not what was paid"
        if not done % BLOCK:
            progress(done)
    returned = PayoutReturn.objects.select_related("line__statement").order_by("pk")
    for back in returned.prefetch_related("posting__lines__account").iterator(chunk_size=BLOCK):
        if settlement.payable_fen(back.posting, back.line.statement.household_id) != -back.line.amount_fen:
            yield f"payment {back.line_id}: its posting is not what came back"


def _paid_beyond_owed() -> Iterator[str]:
    """By organisation and household: posted statements with their corrections, less what the bank paid and kept."""
    left: Counter[tuple[int, int]] = Counter()
    of_whom = ("run__organisation_id", "household_id")
    for organisation, home, fen in settlement.owed().order_by().values_list(*of_whom, "owed_fen").iterator():
        left[organisation, home] += fen
    paid = PayoutLine.objects.filter(PAID).order_by().values_list(*(f"statement__{one}" for one in of_whom))
    for organisation, home, fen in paid.annotate(sum=Sum("amount_fen")):
        left[organisation, home] -= fen
    for (organisation, home), fen in sorted(left.items()):
        if fen < 0:
            yield f"household {home}: organisation {organisation} paid more than is owed"

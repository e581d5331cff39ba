"""What a buyer's share came to is fetched and signed for."""

from datetime import datetime

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.members import queries as members
from lilian.purchasing import queries
from lilian.purchasing.actions.campaigns import locked
from lilian.purchasing.actions.deposits import about
from lilian.purchasing.actions.refusals import NotAllReceived
from lilian.purchasing.values import Buyer, Stage
from lilian.supplies import actions as supplies
from lilian.supplies.values import Fetched


@transaction.atomic
def hand_out(*, actor: Actor, campaign_id: int, buyer: Buyer, signed_by: str, now: datetime) -> None:
    """All of a buyer's bill sheet leaves the stock, once; whoever fetched it signed for it.

    :raises NotAllReceived: while something that was ordered for the place is not counted
    :raises AlreadyFetched, NotSigned, NothingFetched, TooFew: nothing is written then
    """
    actor.must("purchasing.receive", organisation_id=buyer.organisation_id)
    campaign = locked(actor, campaign_id, Stage.ORDERED, Stage.CLOSED, permission="purchasing.receive")
    taken = queries.taken(campaign.pk)
    assert taken is not None
    lines = list(queries.lines_to(actor, campaign.pk, buyer.organisation_id))
    waiting = sum(1 for line in lines if not hasattr(line, "receipt"))
    if waiting:
        place = members.organisation(actor, buyer.organisation_id)
        raise NotAllReceived(place=place.name, count=waiting)
    sheets = queries.bill_sheets(actor, campaign.pk, buyer.organisation_id)
    sheet = next((each for each in sheets if each.buyer == buyer), None)
    if sheet is None:
        raise NotFound()
    inputs = {one.pk: one.farm_input_id for one in queries.articles(actor, campaign.pk)}
    units = tuple((inputs[line.article_id], line.received) for line in sheet.lines if line.received)
    told = about(taken.pk)
    fetched = Fetched(buyer.organisation_id, buyer.household_id, units, signed_by, told)
    key = f"{told}:{buyer.organisation_id}:{buyer.household_id or 0}"
    supplies.hand_out(actor=actor, fetched=fetched, client_key=key, now=now)
    data = {"organisation": buyer.organisation_id, "household": buyer.household_id}
    audit.record(actor=actor, event="purchasing.handed_out", subject=campaign, at=now, data=data)

"""A place is closed only when nothing needs it any more: no store, no fruit, nothing under way."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from lilian.base.actors import Actor
from lilian.idling import queries as idling
from lilian.kernel.marks import gettext_noop
from lilian.kernel.quantity import weight_text
from lilian.kernel.refusal import Refusal, untranslated
from lilian.kernel.sentences import joined
from lilian.members import actions as members
from lilian.members import queries as register
from lilian.packing import queries as packing
from lilian.packing.values import batch_code
from lilian.receiving import queries as receiving
from lilian.sorting import queries as sorting
from lilian.stock import actions as goods
from lilian.stock import queries as stock
from lilian.storage import queries as storage


class PlaceOfStore(Refusal):
    code = "flows.place_of_store"
    sentence = gettext_noop("{store} 在这个地点，还开着。")
    remedy = gettext_noop("请先在那座库的页面停用它，再停用地点。")


class LotsWait(Refusal):
    code = "flows.lots_wait"
    sentence = gettext_noop("{place} 还有 {count} 批果等着入库。")
    remedy = gettext_noop("请先把这些果安排入库或撤下，再停用地点。")


class FruitLies(Refusal):
    code = "flows.fruit_lies"
    sentence = gettext_noop("{location} 还有 {count} 批果，一共 {weight}。")
    remedy = gettext_noop("请先把果移走、卖出或盘点清楚。")


class FruitHeld(Refusal):
    code = "flows.fruit_held"
    sentence = gettext_noop("{location} 还有 {count} 笔留置或预留没有放开。")
    remedy = gettext_noop("请先放开，或用掉它们。")


class WorkOpen(Refusal):
    code = "flows.work_open"
    sentence = gettext_noop("{location} 的 {number} 还没有结束。")
    remedy = gettext_noop("请先结束或作废正在做的分选和包装。")


class TransfersWait(Refusal):
    code = "flows.transfers_wait"
    sentence = gettext_noop("还有 {count} 笔并库要从这里搬出或搬进。")
    remedy = gettext_noop("请先搬好，或报没有搬，或撤回方案。")


class PlaceInUse(Refusal):
    """`why`: every refusal that stands in the way; what is to be done is said once."""

    code = "flows.place_in_use"
    sentence = gettext_noop("{place} 还不能停用。")

    def parts(self, translate: Callable[[str], str] = untranslated) -> tuple[str, str]:
        told = [one.parts(translate) for one in self.fields["why"]]
        lead = translate(self.sentence).format(place=self.fields["place"])
        return joined(lead, *(why for why, _ in told)), joined(*dict.fromkeys(remedy for _, remedy in told))


@transaction.atomic
def close_place(*, actor: Actor, place_id: int, reason: str, now: datetime) -> None:
    """Use a place no more from today on; a collection point there takes no fruit any more.

    :raises PlaceInUse: naming all that still needs it
    :raises PlaceClosed: if it is closed
    """
    actor.must("members.change")
    members.close_place(actor=actor, place_id=place_id, reason=reason, now=now)
    if why := tuple(still_needed_by(actor, place_id)):
        raise PlaceInUse(place=register.place(actor, place_id).name, why=why)
    for point in receiving.points(actor, "stock.change_locations").filter(place=place_id):
        goods.close_location(actor=actor, location_id=point.pk, now=now)


def still_needed_by(actor: Actor, place_id: int) -> Iterator[Refusal]:
    """What stands in the way of closing the place."""
    if store := storage.open_store_at(actor, place_id):
        yield PlaceOfStore(store=store)
    place = register.place(actor, place_id)
    if waiting := storage.lots_waiting_at(actor, name=place.name, lat=place.lat, lon=place.lon):
        yield LotsWait(place=place.name, count=waiting)
    here = {location.pk: location.name for location in stock.locations(actor).filter(place=place_id)}
    held, lies = stock.open_holds(here), stock.weights(here)
    for location_id, name in here.items():
        if lots := len(stock.lot_ids_at([location_id])):
            yield FruitLies(location=name, count=lots, weight=weight_text(lies[location_id]))
        if count := held.get(location_id, 0):
            yield FruitHeld(location=name, count=count)
    for run in sorting.runs(actor).filter(location__in=here, closing__isnull=True):
        yield WorkOpen(location=run.location.name, number=run.code)
    for one in packing.packings(actor).filter(location__in=here, closing__isnull=True):
        yield WorkOpen(location=one.location.name, number=batch_code(one.pk))
    transfers = idling.tasks(actor).filter(Q(source_location__in=here) | Q(target_location__in=here), end__isnull=True)
    if count := transfers.count():
        yield TransfersWait(count=count)

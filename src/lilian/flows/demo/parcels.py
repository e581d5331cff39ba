"""The demo's despatch desk: boxes on their way to shops and buyers, some back; a recall drilled from one of them."""

from datetime import datetime, timedelta
from random import Random

from lilian.base.actors import Actor
from lilian.members import queries as members
from lilian.packing import queries as packing
from lilian.parcels import actions
from lilian.parcels.values import Carriage, ParcelDraft, Receiver
from lilian.stock import queries as stock
from lilian.trace import actions as trace
from lilian.trace.values import Start, StartKind

PARCELS, BOXES = 8, 12
BUYERS = (("太原鲜果批发行", "0351-0000001"), ("王家水果超市", "0357-0000002"), ("晋南社区团购", "0359-0000003"))


def load_parcels(actor: Actor, random: Random, _day: object, now: datetime) -> None:
    """Of the first shifts' boxes some parcels leave, most arrive, one comes back; then a drill from a box that left."""
    line = stock.locations(actor).filter(code="J01-PACK").first()
    closed = packing.packings(actor).filter(closing__lot__isnull=False).order_by("pk")
    codes = [
        code for one in closed[:3] for code in packing.boxes(actor, packing_id=one.pk).values_list("code", flat=True)
    ]
    if line is None or len(codes) < PARCELS * BOXES:
        return
    shops = list(members.organisations(actor).filter(kind="shop").order_by("code")[:3])
    for number in range(PARCELS):
        chosen = tuple(codes[number * BOXES : (number + 1) * BOXES])
        shop = shops[number % len(shops)] if shops and number % 2 else None
        receiver = Receiver(shop.pk) if shop else Receiver(None, *BUYERS[number % len(BUYERS)])
        way = Carriage("县农产品物流", f"晋L0000{number}", f"WB{random.randrange(10**8):08d}")
        left = now - timedelta(hours=40 - 3 * number)
        draft = ParcelDraft(line.pk, receiver, chosen, carriage=way, loaded_at=left)
        parcel = actions.send(actor=actor, draft=draft, client_key=f"demo-parcel-{number}", now=now)
        if number < PARCELS - 2:
            actions.arrive(actor=actor, parcel_id=parcel, at=left + timedelta(hours=9), now=now)
        if number == 2:
            actions.bring_back(
                actor=actor,
                parcel_id=parcel,
                codes=chosen[:2],
                location_id=line.pk,
                reason="路上压坏",
                client_key="demo-back",
                now=now,
            )
    trace.run_drill(actor=actor, start=Start(StartKind.BOX, codes[0]), now=now)

"""What partners told of our fruit stands in its trace, named as theirs, in the order it happened."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from lilian.api.operations.trace.traces import TraceOut
from lilian.base.actors import system
from lilian.base.policy import Role
from lilian.epcis import documents
from lilian.exchange import actions as exchange
from lilian.exchange.values import Correction
from lilian.packing.models import Spec
from lilian.retelling import actions as retelling
from lilian.stock.models import Lot
from lilian.trace import queries
from lilian.trace.values import ForeignEvent, Start, StartKind
from lilian.web.trace import foreign
from tests.epcis.examples import a_document, an_event
from tests.parcels.despatch import SENT, Despatch, the_despatch

HOUR = timedelta(hours=1)


@pytest.fixture
def despatch(db: None) -> Despatch:
    made = the_despatch()
    made.send(made.boxes[0])
    retelling.retell(now=SENT)
    return made


def tell(number: int, **said: Any) -> None:
    body = an_event(eventID=f"urn:uuid:6f0a1f3e-0000-4000-8000-00000000000{number}", **said)
    exchange.tell_event(actor=system("伙伴"), document=documents.read(a_document(body)), now=SENT + 9 * HOUR)


def at(hours: int) -> str:
    return (SENT + hours * HOUR).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def found(despatch: Despatch, kind: StartKind, code: str, now: datetime = SENT) -> tuple[ForeignEvent, ...]:
    return queries.chain(despatch.boxing.goods.actor(), Start(kind, code), now=now).foreign


def test_a_box_shows_what_its_receiver_told_of_it(despatch: Despatch) -> None:
    box, other = despatch.boxes[0], despatch.boxes[1]
    gtin = Spec.objects.get().gtin
    link = f"https://shop.example/01/{gtin}/21/{box.code}"  # another host: the same box
    tell(1, epcList=[link], eventTime=at(5), bizStep="stocking", disposition="sellable_accessible")
    tell(2, epcList=[f"https://id.gs1.org/01/{gtin}/21/{box.code}"], eventTime=at(3), bizStep="receiving")
    tell(3, epcList=["urn:epc:id:sgtin:6901234.012345.9"], eventTime=at(4))
    seen = found(despatch, StartKind.BOX, box.code)
    assert [(one.head.biz_step, [thing.code for thing in one.about]) for one in seen] == [
        ("receiving", [box.code]),
        ("stocking", [box.code]),
    ]
    assert found(despatch, StartKind.BOX, other.code) == ()


def test_a_lot_shows_what_was_told_of_it_and_of_its_boxes(despatch: Despatch) -> None:
    code = Lot.objects.get(pk=despatch.lot).code
    lot = {"epcClass": f"https://lilian.invalid/lots/{code}", "quantity": 5, "uom": "KGM"}
    tell(1, epcList=None, quantityList=[lot], eventTime=at(2), bizStep="inspecting")
    gtin = Spec.objects.get().gtin
    tell(2, epcList=[f"https://id.gs1.org/01/{gtin}/21/{despatch.boxes[0].code}"], eventTime=at(1))
    assert [one.head.biz_step for one in found(despatch, StartKind.LOT, code)] == ["shipping", "inspecting"]


def test_programs_are_told_what_partners_told(despatch: Despatch) -> None:
    box = despatch.boxes[0]
    tell(1, epcList=[f"https://id.gs1.org/01/{Spec.objects.get().gtin}/21/{box.code}"], eventTime=at(3))
    chain = queries.chain(despatch.boxing.goods.actor(), Start(StartKind.BOX, box.code), now=SENT)
    (said,) = queries.told(chain)["foreign"]
    assert said["things"] == [{"kind": "box", "code": box.code}]
    assert TraceOut.model_validate(queries.told(chain)).foreign[0].event_id == said["event_id"]


def test_our_own_events_are_not_named_as_foreign(despatch: Despatch) -> None:
    assert found(despatch, StartKind.BOX, despatch.boxes[0].code) == ()


def test_what_a_partner_takes_back_says_so(despatch: Despatch) -> None:
    gtin = Spec.objects.get().gtin
    told = {"epcList": [f"https://id.gs1.org/01/{gtin}/21/{despatch.boxes[0].code}"], "eventTime": at(1)}
    tell(1, **told)
    tell(1, **told, errorDeclaration={"declarationTime": at(2), "reason": "did_not_occur"})
    assert [one.head.takes_back for one in found(despatch, StartKind.BOX, despatch.boxes[0].code)] == [False, True]


def test_what_is_right_instead_is_named_whether_it_has_come_or_not(despatch: Despatch) -> None:
    told = {"epcList": [f"https://id.gs1.org/01/{Spec.objects.get().gtin}/21/{despatch.boxes[0].code}"]}
    tell(1, **told, eventTime=at(1))
    tell(2, **told, eventTime=at(3))
    right = ["urn:uuid:6f0a1f3e-0000-4000-8000-000000000002", "urn:e:to-come"]
    tell(1, **told, eventTime=at(1), errorDeclaration={"declarationTime": at(2), "correctiveEventIDs": right})
    chain = queries.chain(despatch.boxing.goods.actor(), Start(StartKind.BOX, despatch.boxes[0].code), now=SENT)
    assert [one.head.corrections for one in chain.foreign] == [
        (),
        (Correction(right[0], True), Correction(right[1], False)),
        (),
    ]
    assert TraceOut.model_validate(queries.told(chain)).foreign[1].corrections[1].event_id == right[1]
    rows = foreign.rows(chain.foreign)
    assert [row.corrections for row in rows] == ["", f"{right[0]}、{right[1]}（还没有报来）", ""]


def test_who_may_not_see_the_exchange_sees_none(despatch: Despatch) -> None:
    gtin = Spec.objects.get().gtin
    tell(1, epcList=[f"https://id.gs1.org/01/{gtin}/21/{despatch.boxes[0].code}"], eventTime=at(1))
    actor = despatch.boxing.goods.actor(Role.INSPECTOR)
    assert actor.may("trace.see")
    assert not actor.may("exchange.see")
    assert queries.chain(actor, Start(StartKind.BOX, despatch.boxes[0].code), now=SENT).foreign == ()

"""A lot of own fruit and bought fruit: a producer's form for what grew here, a buyer's for the rest, never more."""

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from lilian.certificates import actions, queries, rules
from lilian.certificates.models import Certificate
from lilian.certificates.queries.soundness import FAULTS
from lilian.certificates.values import CertificateDraft, Form, Part
from lilian.receiving.models import Slip
from lilian.receiving.values import Seller
from lilian.stock import actions as stock
from lilian.stock import queries as goods
from lilian.stock.values import Conversion, Line, LotDraft, Output, Spot
from tests.certificates.promising import Promising
from tests.receiving.scale import KG, NOW, SYSTEM, TODAY

[TRIGGER] = import_module("lilian.certificates.migrations.0003_never_more_than_was_grown").TRIGGERS
FAULT = next(text for says, text in FAULTS.items() if "grew there" in says)


@pytest.fixture
def lot(promising: Promising) -> int:
    """100 kg of Qiao's and 100 kg bought of Mei's co-operative go through one line of Qiao's: 180 kg come out."""
    scale, there = promising.scale, promising.scale.other_point
    own = scale.received("own", "lin", location_id=there, seller=Seller(household_id=scale.qiao))
    bought = promising.sold_by_coop("晋A-0012", "bought")
    lots = [Slip.objects.get(pk=one.slip_id).lot_id for one in (own, bought)]
    lines = tuple(Line(Spot(key, there), 100 * KG) for key in lots)
    kind = LotDraft(scale.variety, scale.cast.other_coop, scale.cast.other_coop, "first")
    conversion = Conversion(lines, (Output(kind, there, 180 * KG),), TODAY)
    return stock.convert(actor=SYSTEM, conversion=conversion, client_key="mix", now=NOW).lot_ids[0]


def issued(promising: Promising, lot: int, form: Form, weight_g: int, key: str = "c") -> int:
    found = queries.proposal(promising.scale.actor("lin"), [lot], promising.scale.cast.other_coop)
    draft: CertificateDraft = replace(
        promising.draft(weight_g=weight_g, lots=(Part(lot, weight_g),)),
        form=form,
        organisation_id=promising.scale.cast.other_coop,
        collected=tuple(found.collected) if form is Form.BUYER else (),
    )
    return actions.issue(actor=promising.scale.actor("lin"), draft=draft, client_key=key, now=NOW)


def faults() -> Iterator[object]:
    with connection.cursor() as cursor:
        cursor.execute(FAULT)
        yield from cursor.fetchall()


def test_each_part_has_its_own_form(promising: Promising, lot: int) -> None:
    found = queries.proposal(promising.scale.actor("lin"), [lot], promising.scale.cast.other_coop)
    assert (found.form, found.lots, found.own) == (Form.BUYER, {lot: 180 * KG}, {lot: 90 * KG})
    with pytest.raises(rules.MoreThanGrown):
        issued(promising, lot, Form.PRODUCER, 90 * KG + 1)
    issued(promising, lot, Form.PRODUCER, 90 * KG, "own")
    with pytest.raises(rules.MoreThanGrown):
        issued(promising, lot, Form.PRODUCER, 1, "more")
    issued(promising, lot, Form.BUYER, 90 * KG, "bought")
    assert queries.promised_g([lot]) == {lot: 180 * KG}
    assert list(faults()) == []


def test_a_producer_names_the_places_of_its_own_fruit_alone(promising: Promising, lot: int) -> None:
    coop = promising.scale.cast.other_coop
    grown, draft = goods.shares(lot), replace(promising.draft(), organisation_id=coop)
    own = rules.stood_for(replace(draft, form=Form.PRODUCER), grown)
    assert {origin.organisation_id for origin in own} == {coop}
    assert rules.stood_for(replace(draft, form=Form.BUYER), grown) == grown
    assert len(grown) == 2


def test_a_buyers_form_may_stand_for_all_of_it(promising: Promising, lot: int) -> None:
    issued(promising, lot, Form.BUYER, 180 * KG)
    left = queries.proposal(promising.scale.actor("lin"), [lot], promising.scale.cast.other_coop)
    assert (left.lots, left.own) == ({lot: 0}, {})


def test_bought_fruit_alone_has_no_producers_form(promising: Promising) -> None:
    bought = Slip.objects.get(pk=promising.sold_by_coop("晋A-0012").slip_id).lot_id
    with pytest.raises(rules.OtherForm):
        issued(promising, bought, Form.PRODUCER, KG)


def test_the_database_holds_a_producer_to_what_grew_and_verify_looks(promising: Promising, lot: int) -> None:
    made = Certificate.objects.get(pk=issued(promising, lot, Form.BUYER, 180 * KG))
    made.pk, made.number, made.client_key, made.form = None, "HG0000000000X", "x", "producer"
    actions.void(actor=SYSTEM, certificate_id=Certificate.objects.get().pk, reason="试", now=NOW)
    made.save(force_insert=True)
    with pytest.raises(IntegrityError, match="more than was grown"), transaction.atomic():
        made.parts.create(lot_id=lot, weight_g=90 * KG + 1)
    with connection.cursor() as cursor:
        for statement in TRIGGER.dropped(connection.vendor):
            cursor.execute(statement)
    made.parts.create(lot_id=lot, weight_g=90 * KG + 1)
    assert list(faults()) == [(lot,)]


def test_the_database_holds_a_household_to_its_own(promising: Promising) -> None:
    """Mei promises for nothing that Qiao grew, whatever their co-operative is said to be."""
    scale = promising.scale
    came = scale.received("own", "lin", location_id=scale.other_point, seller=Seller(household_id=scale.qiao))
    first = Slip.objects.get(pk=came.slip_id).lot_id
    draft = promising.draft(
        weight_g=100 * KG, lots=(Part(first, 100 * KG),), organisation_id=scale.cast.other_coop, household_id=scale.qiao
    )
    made = Certificate.objects.get(pk=actions.issue(actor=scale.actor("lin"), draft=draft, client_key="own", now=NOW))
    actions.void(actor=SYSTEM, certificate_id=made.pk, reason="试", now=NOW)
    made.pk, made.number, made.client_key, made.household_id = None, "HG0000000000X", "x", scale.mei
    made.save(force_insert=True)
    with pytest.raises(IntegrityError, match="more than was grown"), transaction.atomic():
        made.parts.create(lot_id=first, weight_g=1)


def test_the_page_issues_both_at_once(promising: Promising, lot: int) -> None:
    client = Client()
    client.force_login(promising.scale.cast.users["lin"])
    address = f"/certificates/new/?lot={lot}"
    assert "自己种的 90 公斤开生产者的，收购的 90 公斤开收购者的" in client.get(address).text
    said = {"promiser": "0", "weight": "180", "bases": ["control"], "signed_by": "乔", "contact": "0357-0000000"}
    assert client.post(address, said).status_code == 422  # how many was not said
    part = client.post(address, said | {"split": "both", "weight": "100"})
    assert "整批 180 公斤" in part.context["form"].errors["weight"][0]
    assert client.post(address, said | {"split": "both"})["Location"] == "/certificates/"
    rows = Certificate.objects.order_by("pk").values_list("form", "weight_g")
    assert list(rows) == [("producer", 90 * KG), ("buyer", 90 * KG)]
    assert client.post(address, said | {"split": "both"}).status_code == 404  # it lacks none any more


@given(st.integers(0, 1_000), st.integers(0, 1_000), st.integers(1, 1_000))
def test_a_producer_never_promises_for_more_than_grew(own_g: int, produced_g: int, part_g: int) -> None:
    draft = CertificateDraft(Form.PRODUCER, 1, 1, part_g, "签")
    try:
        rules.check_form(draft, [rules.Grown("L", part_g, own_g, produced_g)])
    except (rules.OtherForm, rules.MoreThanGrown):
        assert part_g + produced_g > own_g
    else:
        assert part_g + produced_g <= own_g

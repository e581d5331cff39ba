"""The pages of a place: moved, renamed, closed and taken into use again by the office alone."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from lilian.base.models import AuditEvent
from lilian.members import actions, queries
from lilian.members.values import HouseholdDraft, PlaceDraft, PlaceKind, SourceCrs
from lilian.storage.models import PendingLot, Store
from tests.again import again
from tests.members.cast import NOW, SYSTEM, TODAY, Cast, the_cast
from tests.storage import stores
from tests.web.pages import sentence, signed_in

POINT = PlaceDraft("P1", "东沟收购点", PlaceKind.COLLECTION_POINT, 36.7, 110.95, SourceCrs.GCJ02)
WHY = {"reason": "路断了"}


@pytest.fixture
def cast(db: None) -> Cast:
    return again(the_cast)


@pytest.fixture
def lin(cast: Cast) -> Client:
    return signed_in(cast, "lin")


@pytest.fixture
def point(cast: Cast) -> int:
    return actions.add_place(actor=SYSTEM, draft=POINT, now=NOW)


def at(pk: int, end: str) -> str:
    return f"/members/places/{pk}/{end}/"


def shown(client: Client, pk: int) -> dict[str, Any]:
    """What the form holds when it opens, as a browser would send it back."""
    form = client.get(at(pk, "change")).context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def place(pk: int) -> Any:
    return queries.place(SYSTEM, pk)


def events() -> list[str]:
    return list(
        AuditEvent.objects.filter(event__startswith="members.place_").order_by("pk").values_list("event", flat=True)
    )


# Changed


def test_the_place_stands_on_a_map_to_tap(lin: Client, point: int) -> None:
    text = lin.get(at(point, "change")).text
    assert all(word in text for word in ('data-picks="1"', 'data-id="here"', "在地图上点一下"))


def test_a_place_is_renamed_where_it_is(lin: Client, point: int) -> None:
    before = place(point)
    lin.post(at(point, "change"), shown(lin, point) | {"name": "西沟收购点"})
    after = place(point)
    assert (after.name, after.lat, after.source_crs) == ("西沟收购点", before.lat, SourceCrs.GCJ02)


def test_a_place_is_moved(lin: Client, point: int) -> None:
    lin.post(at(point, "change"), shown(lin, point) | {"lat": "36.6", "lon": "110.9"})
    assert (place(point).lat, place(point).lon, events()[-1]) == (36.6, 110.9, "members.place_changed")


def test_the_point_of_a_village_and_its_degrees_are_the_same_record(lin: Client, point: int) -> None:
    village = replace(POINT, code="V1", name="东沟村", kind=PlaceKind.VILLAGE, lat=36.6, source_crs=SourceCrs.WGS84)
    chosen = actions.add_place(actor=SYSTEM, draft=village, now=NOW)
    other = actions.add_place(actor=SYSTEM, draft=replace(POINT, code="P2"), now=NOW)
    lin.post(at(point, "change"), shown(lin, point) | {"at_village": str(chosen)})
    lin.post(at(other, "change"), shown(lin, other) | {"lat": "36.6", "lon": "110.95"})
    told = [(one.lat, one.lon, one.source_crs) for one in (place(point), place(other))]
    assert told == [(36.6, 110.95, SourceCrs.WGS84)] * 2


def test_a_block_keeps_its_area(cast: Cast, lin: Client) -> None:
    draft = replace(POINT, kind=PlaceKind.BLOCK, area_m2=2000, organisation_id=cast.coop)
    block = actions.add_place(actor=SYSTEM, draft=draft, now=NOW)
    lin.post(at(block, "change"), shown(lin, block) | {"name": "坡地"})
    assert (place(block).name, place(block).area_m2) == ("坡地", 2000)


def test_a_change_that_changes_nothing_says_so(lin: Client, point: int) -> None:
    assert lin.post(at(point, "change"), shown(lin, point)).status_code == 409


def test_a_point_outside_the_country_is_refused_in_place(lin: Client, point: int) -> None:
    assert lin.post(at(point, "change"), shown(lin, point) | {"lat": "80"}).status_code == 422


def test_the_office_reaches_the_form_from_the_list(lin: Client, point: int) -> None:
    assert at(point, "change") in lin.get("/members/places/").text


# Closed


def test_a_place_is_closed_and_listed_no_more(lin: Client, point: int) -> None:
    lin.post(at(point, "close"), WHY)
    listed = [list(queries.places(SYSTEM, closed=closed)) for closed in (False, True)]
    assert (listed, events()[-1]) == ([[], [place(point)]], "members.place_closed")


def test_no_reason_is_refused_in_place(lin: Client, point: int) -> None:
    assert lin.post(at(point, "close"), {"reason": ""}).status_code == 422


def test_a_place_is_closed_once(lin: Client, point: int) -> None:
    lin.post(at(point, "close"), WHY)
    assert lin.post(at(point, "close"), WHY).status_code == 409


def test_a_closed_place_is_not_changed(lin: Client, point: int) -> None:
    said = shown(lin, point) | {"name": "西沟"}
    lin.post(at(point, "close"), WHY)
    assert lin.post(at(point, "change"), said).status_code == 409


def test_a_closed_place_is_taken_into_use_again(lin: Client, point: int) -> None:
    lin.post(at(point, "close"), WHY)
    assert at(point, "reopen") in lin.get("/members/places/?closed=1").text
    lin.post(at(point, "reopen"))
    assert (place(point).closed_on, events()[-1]) == (None, "members.place_reopened")


def test_a_place_in_use_is_not_taken_into_use(lin: Client, point: int) -> None:
    assert lin.post(at(point, "reopen")).status_code == 409


def test_a_place_with_an_open_store_stays_open(lin: Client) -> None:
    store = stores.the_county().store
    answer = lin.post(at(store.place_id, "close"), WHY)
    assert store.name in sentence(answer)
    assert place(store.place_id).closed_on is None


def test_a_place_with_a_closed_store_is_closed(lin: Client) -> None:
    store = stores.the_county().store
    Store.objects.update(closed_on=TODAY)
    lin.post(at(store.place_id, "close"), WHY)
    assert place(store.place_id).closed_on is not None


def test_a_store_on_a_closed_place_is_not_reopened(lin: Client) -> None:
    store = stores.the_county().store
    Store.objects.update(closed_on=TODAY)
    lin.post(at(store.place_id, "close"), WHY)
    lin.post(f"/stores/{store.pk}/reopen/")
    assert Store.objects.get(pk=store.pk).closed_on is not None


def test_a_place_where_lots_wait_stays_open(lin: Client, point: int) -> None:
    stores.lot(stores.the_county())
    PendingLot.objects.update(point=POINT.name)
    assert "1" in sentence(lin.post(at(point, "close"), WHY))
    assert place(point).closed_on is None


def test_a_closed_block_is_no_longer_among_a_households(cast: Cast, lin: Client) -> None:
    new = HouseholdDraft(organisation_id=cast.coop)
    household = actions.add_household(actor=SYSTEM, draft=new, head_id=cast.people["mei"], now=NOW)
    draft = replace(POINT, kind=PlaceKind.BLOCK, organisation_id=cast.coop)
    block = actions.add_place(actor=SYSTEM, draft=draft, now=NOW)
    actions.give_block(actor=SYSTEM, household_id=household, place_id=block, now=NOW)
    lin.post(at(block, "close"), WHY)
    assert list(queries.blocks_of(SYSTEM, household)) == []


# Who and how


@pytest.mark.parametrize("end", ["change", "close", "reopen"])
def test_a_grower_changes_no_place(cast: Cast, point: int, end: str) -> None:
    assert signed_in(cast, "mei").post(at(point, end), WHY).status_code == 403


@pytest.mark.parametrize("end", ["change", "close", "reopen"])
def test_a_stranger_is_led_to_sign_in(point: int, end: str) -> None:
    assert Client().post(at(point, end), WHY).status_code == 302


@pytest.mark.parametrize("end", ["change", "close"])
def test_a_place_nobody_registered_is_not_found(lin: Client, end: str) -> None:
    assert lin.get(at(999_999, end)).status_code == 404


def test_taking_into_use_is_never_a_link(lin: Client, point: int) -> None:
    assert lin.get(at(point, "reopen")).status_code == 405

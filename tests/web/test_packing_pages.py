"""Pages of packing: each works, refuses a wrong method and a stranger, and says what is already done."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lilian.base.models import User
from lilian.base.policy import Role
from lilian.members.models import Organisation, Person, Post
from lilian.packing import actions, planner, queries
from lilian.packing.models import Box, BoxVoid, Closing, Packing, Pallet, Spec
from lilian.packing.values import Source, Weighed
from tests.again import again
from tests.packing.boxing import Boxing, spec_of, the_boxing
from tests.storage.stores import work_off
from tests.web.pages import sentence


def signed_in(role: Role, at: Organisation) -> Client:
    user = User.objects.create_user(f"user-{role}-{at.code}")
    person = Person.objects.create(code=f"{role}-{at.code}"[:20], name=role, organisation=at, user=user)
    Post.objects.create(person=person, role=role, organisation=at, starts_on=date(2020, 1, 1))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def boxing(db: None) -> Boxing:
    return again(the_boxing)


@pytest.fixture
def packer(boxing: Boxing) -> Client:
    return signed_in(Role.PACKER, boxing.goods.coop)


@pytest.fixture
def stranger(boxing: Boxing) -> Client:
    return signed_in(Role.PACKER, boxing.goods.shop)


@pytest.fixture
def packing(boxing: Boxing) -> int:
    return actions.open_packing(actor=boxing.packer, draft=boxing.draft(), client_key="o", now=timezone.now())


def weighed(boxing: Boxing, packing: int, *nets: int, key: str = "k") -> list[int]:
    boxes = [Weighed(net_g=net_g) for net_g in nets]
    return actions.pack_boxes(
        actor=boxing.packer, packing_id=packing, boxes=boxes, source=Source.API, client_key=key, now=timezone.now()
    )


def shown(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def opening(boxing: Boxing, **said: Any) -> dict[str, Any]:
    return {"spec": boxing.spec, "lots": [boxing.first], "shift": "day", "scale": "C-1", **said}


def test_a_packer_opens_a_packing_on_the_only_line(boxing: Boxing, packer: Client) -> None:
    assert "礼盒 10 粒装" in shown(packer, "/packing/open/")
    response = packer.post("/packing/open/", opening(boxing))
    assert response["Location"] == f"/packing/{Packing.objects.get().pk}/"


def test_no_lot_chosen_is_said_at_the_field(boxing: Boxing, packer: Client) -> None:
    response = packer.post("/packing/open/", opening(boxing, lots=[]))
    assert (response.status_code, Packing.objects.exists()) == (422, False)


def test_the_board_shows_what_is_being_packed(boxing: Boxing, packer: Client, packing: int, stranger: Client) -> None:
    weighed(boxing, packing, 2_510)
    code = queries.packing(boxing.packer, packing).code
    assert code in shown(packer, "/packing/")
    assert code not in shown(stranger, "/packing/")


def test_a_box_weighed_shows_at_once_what_it_gives_away(packer: Client, packing: int) -> None:
    response = packer.post(f"/packing/{packing}/", {"gross": "2813"}, follow=True)
    assert "+13" in response.content.decode()
    assert Box.objects.get().net_g == 2_513


def test_a_box_too_light_is_refused_in_place(packer: Client, packing: int) -> None:
    response = packer.post(f"/packing/{packing}/", {"gross": "2700"})
    assert (response.status_code, Box.objects.count()) == (422, 0)
    assert "比标签少 100 克" in sentence(response)


def test_a_form_sent_twice_is_one_box(packer: Client, packing: int) -> None:
    for _ in range(2):
        packer.post(f"/packing/{packing}/", {"gross": "2813", "idempotency_key": "once"})
    assert Box.objects.count() == 1


def test_a_stranger_finds_nothing(boxing: Boxing, stranger: Client, packing: int) -> None:
    (box,) = weighed(boxing, packing, 2_500)
    for address in (f"/packing/{packing}/", f"/packing/{packing}/labels/60x40/", f"/packing/{packing}/close/"):
        assert stranger.get(address).status_code == 404
    for address in (f"/packing/{packing}/", f"/packing/boxes/{box}/void/", f"/packing/{packing}/drop/"):
        assert stranger.post(address, {"gross": "2800", "reason": "x"}).status_code == 404


@pytest.mark.parametrize("what", ["boxes/1/void", "1/drop", "pallets/1/empty"])
def test_what_only_does_something_is_not_looked_at(packer: Client, what: str) -> None:
    assert packer.get(f"/packing/{what}/").status_code == 405


def test_an_undone_box_stays_with_its_reason(boxing: Boxing, packer: Client, packing: int) -> None:
    (box,) = weighed(boxing, packing, 2_500)
    packer.post(f"/packing/boxes/{box}/void/", {"reason": "称错"})
    assert BoxVoid.objects.get().reason == "称错"
    assert "称错" in shown(packer, f"/packing/{packing}/")
    assert packer.post(f"/packing/boxes/{box}/void/", {"reason": "称错"}).status_code == 409


def test_labels_are_a_pdf_of_the_boxes_that_count(boxing: Boxing, packer: Client, packing: int) -> None:
    boxes = weighed(boxing, packing, 2_500, 2_510)
    packer.post(f"/packing/boxes/{boxes[0]}/void/", {"reason": "称错"})
    response = packer.get(f"/packing/{packing}/labels/100x70/")
    assert (response["Content-Type"], response.content[:5]) == ("application/pdf", b"%PDF-")
    assert packer.get(f"/packing/{packing}/labels/100x70/?from=3").status_code == 404
    assert packer.get(f"/packing/{packing}/labels/1x1/").status_code == 404


def test_a_packing_is_closed_once(boxing: Boxing, packer: Client, packing: int) -> None:
    weighed(boxing, packing, 2_510)
    assert "2.5" in shown(packer, f"/packing/{packing}/close/")
    address, said = f"/packing/{packing}/close/", {f"lot-{boxing.first}": "3", "note": ""}
    assert packer.post(address, said).status_code == 302
    assert Closing.objects.get().lot_id
    assert packer.post(address, said).status_code == 409


def test_too_little_taken_is_refused_in_place(boxing: Boxing, packer: Client, packing: int) -> None:
    weighed(boxing, packing, 2_510)
    response = packer.post(f"/packing/{packing}/close/", {f"lot-{boxing.first}": "2", "note": ""})
    assert (response.status_code, Closing.objects.exists()) == (422, False)


def test_a_packing_opened_by_mistake_is_dropped(packer: Client, packing: int) -> None:
    assert packer.post(f"/packing/{packing}/drop/", {"reason": "开错"})["Location"] == "/packing/"
    assert Closing.objects.get().lot_id is None
    assert packer.post(f"/packing/{packing}/drop/", {"reason": "开错"}).status_code == 409


def test_give_away_is_told_in_grams_and_yuan(boxing: Boxing, packer: Client, packing: int) -> None:
    weighed(boxing, packing, 2_600, 2_500)
    text = shown(packer, "/packing/give-away/")
    assert "50.0" in text
    assert "1.20" in text
    assert "<svg" in text
    assert "这段时间没有装箱" in shown(signed_in(Role.PACKER, boxing.goods.shop), "/packing/give-away/?days=30")


def test_the_office_adds_a_specification_with_the_law_s_shortage(boxing: Boxing) -> None:
    office = signed_in(Role.OFFICE, boxing.goods.coop)
    said = {
        "name": "五斤装",
        "code": "YLX-5J",
        "variety": boxing.goods.variety.pk,
        "grade": "",
        "gtin": "",
        "label": "2500",
        "least": "9",
        "most": "11",
        "shortage": "",
        "tare": "300",
        "price": "12",
        "effective_from": "2026-01-01",
        "source": "联盟办",
    }
    assert "登记规格" in shown(office, "/packing/specs/new/")
    assert office.post("/packing/specs/new/", said).status_code == 422


def test_the_office_publishes_a_version_and_a_packer_does_not(boxing: Boxing, packer: Client) -> None:
    office, spec = signed_in(Role.OFFICE, boxing.goods.coop), spec_of(boxing)
    address = f"/packing/specs/{spec.pk}/new/"
    said = {
        "label": "2600",
        "least": "10",
        "most": "10",
        "shortage": "",
        "tare": "300",
        "price": "12",
        "effective_from": "2099-01-01",
        "source": "联盟办",
    }
    assert packer.post(address, said).status_code == 403
    assert office.post(address, said).status_code == 302
    assert [card.figures.shortage_g for card in queries.versions(boxing.packer, spec.pk)] == [39, 37]
    assert "2.6 kg" in shown(packer, f"/packing/specs/{spec.pk}/")
    assert spec.name in shown(packer, "/packing/specs/")
    assert Spec.objects.count() == 1


def test_boxes_are_scanned_onto_a_pallet_and_taken_off(boxing: Boxing, packer: Client, packing: int) -> None:
    codes = [Box.objects.get(pk=key).code for key in weighed(boxing, packing, 2_500, 2_510)]
    packer.post("/packing/pallets/", {"organisation": boxing.goods.coop.pk})
    pallet = f"/packing/pallets/{Pallet.objects.get().pk}/"
    links = f"HTTPS://X.EXAMPLE/01/1/10/B/21/{codes[0]}\n{codes[1].lower()}"
    assert packer.post(pallet, {"codes": links}).status_code == 302
    assert codes[1] in shown(packer, pallet)
    assert packer.post(pallet, {"codes": codes[0]}).status_code == 409
    assert packer.post(f"{pallet}empty/").status_code == 302
    assert packer.post(f"{pallet}empty/").status_code == 409
    assert "空" in shown(packer, "/packing/pallets/")


def test_a_pallet_of_another_is_not_there(boxing: Boxing, packer: Client, stranger: Client) -> None:
    packer.post("/packing/pallets/", {"organisation": boxing.goods.coop.pk})
    pallet = Pallet.objects.get().pk
    assert stranger.get(f"/packing/pallets/{pallet}/").status_code == 404
    assert stranger.post("/packing/pallets/", {"organisation": boxing.goods.coop.pk}).status_code == 404


def trying(boxing: Boxing, **said: Any) -> dict[str, Any]:
    return {"spec": boxing.spec, "fruit": "described", "mean_g": "253", "sd_g": "25", **said}


def test_a_shift_is_tried_with_described_fruit_and_its_three_ways_shown(
    boxing: Boxing, packer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planner, "BOXES", 12)
    monkeypatch.setattr(planner, "LEARNED", 4)
    assert "自己描述" in shown(packer, "/packing/try/")
    response = packer.post("/packing/try/", trying(boxing))
    assert response.status_code == 302
    assert "礼盒 10 粒装" in shown(packer, response["Location"])
    work_off()
    page = shown(packer, response["Location"])
    assert "每箱少送" in page
    assert "<svg" in page


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"mean_g": ""}, "要填这个数"),
        ({"mean_g": "abc"}, "这不是整数"),
        ({"mean_g": "-3"}, "要填 1 或更大的数"),
        ({"mean_g": "120"}, "装不成"),
    ],
)
def test_fruit_that_cannot_be_is_told_in_place(
    boxing: Boxing, packer: Client, said: dict[str, str], words: str
) -> None:
    response = packer.post("/packing/try/", trying(boxing, **said))
    assert response.status_code == 422
    assert words in response.content.decode()


def test_trying_is_for_those_who_see_packing(boxing: Boxing, packer: Client) -> None:
    stranger = signed_in(Role.GROWER, boxing.goods.coop)
    assert stranger.get("/packing/try/").status_code == 403
    assert packer.put("/packing/try/").status_code == 405
    assert packer.get("/packing/try/999/").status_code == 404

"""The pages of crates and bins."""

import pytest
from django.test import Client

from lilian.crates import actions
from lilian.crates.models import Balance, Bin, Crate, Move
from lilian.crates.values import CrateDraft, Holder, MoveDraft, MoveKind
from lilian.members import actions as members
from lilian.members.values import HouseholdDraft
from tests.again import again
from tests.members.cast import NOW, SYSTEM, Cast, the_cast
from tests.web.pages import sentence, signed_in

HOME = "/crates/"
TODAY = NOW.date()


@pytest.fixture
def cast(db: None) -> Cast:
    return again(the_cast)


@pytest.fixture
def lin(cast: Cast) -> Client:
    return signed_in(cast, "lin")


@pytest.fixture
def crate(cast: Cast) -> int:
    """A hundred of the co-operative's crates; Mei's household is H1."""
    draft = HouseholdDraft(cast.coop, code="H1", village="前庄")
    members.add_household(actor=SYSTEM, draft=draft, head_id=cast.people["mei"], now=NOW)
    made = actions.add_crate(actor=SYSTEM, draft=CrateDraft("K1", "塑料箱", cast.coop, 1_800, 1_500), now=NOW)
    actions.move(actor=SYSTEM, draft=MoveDraft(MoveKind.BUY, made, 100, TODAY), client_key="b", now=NOW)
    return made


def handed_out(client: Client, crate: int, count: int = 30, **said: object) -> object:
    told = {"holder": "H1", "crate": crate, "count": count, "day": TODAY.isoformat(), "note": ""}
    return client.post(f"{HOME}move/hand-out/", {**told, **said})


def test_crates_are_handed_out_and_shown_with_whom(lin: Client, crate: int) -> None:
    assert handed_out(lin, crate).status_code == 302  # type: ignore[attr-defined]
    text = lin.get(HOME).text
    assert ("林秀梅" in text, "450.00" in text, "70" in text) == (True, True, True)


def test_the_same_form_twice_is_one_move(lin: Client, crate: int) -> None:
    for _ in range(2):
        handed_out(lin, crate, idempotency_key="k1")
    assert Balance.objects.get(household__code="H1").count == 30


def test_too_many_are_refused_in_place(lin: Client, crate: int) -> None:
    answer = handed_out(lin, crate, 101)
    assert "不够 101 只" in sentence(answer)
    assert Move.objects.count() == 1


@pytest.mark.parametrize("said", [{"count": "0"}, {"count": "三"}, {"holder": "没有这个人"}, {"day": "昨天"}])
def test_what_is_written_wrongly_is_asked_again(lin: Client, crate: int, said: dict[str, str]) -> None:
    assert handed_out(lin, crate, **said).status_code == 422  # type: ignore[attr-defined]
    assert Move.objects.count() == 1


@pytest.mark.parametrize("kind", ["buy", "lose", "scrap", "take-back"])
def test_every_move_has_its_form(lin: Client, crate: int, kind: str) -> None:
    assert lin.get(f"{HOME}move/{kind}/").status_code == 200


def test_no_other_move_is_known(lin: Client, crate: int) -> None:
    assert lin.get(f"{HOME}move/burn/").status_code == 404


def test_a_kind_is_added_and_changed(lin: Client, crate: int, cast: Cast) -> None:
    said = {"code": "K2", "name": "木箱", "owner": cast.coop, "tare_g": "2.5", "deposit_fen": "20"}
    assert lin.post(f"{HOME}add/", said).status_code == 302
    made = Crate.objects.get(code="K2")
    assert (made.tare_g, made.deposit_fen) == (2_500, 2_000)
    assert lin.post(f"{HOME}add/", said).status_code == 409
    assert lin.post(f"{HOME}{made.pk}/change/", {"name": "大木箱", "deposit_fen": "25"}).status_code == 302
    assert lin.get(f"{HOME}{made.pk}/change/").status_code == 200


def test_a_grower_sees_the_own_and_moves_none(cast: Cast, lin: Client, crate: int) -> None:
    handed_out(lin, crate)
    mei = signed_in(cast, "mei")
    text = mei.get(HOME).text
    assert ("在外（只）" in text, "450.00" in text, "每只押金" in text) == (True, True, False)
    assert mei.get(f"{HOME}move/hand-out/").status_code == 403


def test_what_moved_is_listed_and_found(lin: Client, crate: int) -> None:
    handed_out(lin, crate)
    assert "领出" in lin.get(f"{HOME}moves/?q=H1").text
    assert "还没有记录" in lin.get(f"{HOME}moves/?q=H9").text


def test_a_stranger_signs_in_first(client: Client, crate: int) -> None:
    for address in (HOME, f"{HOME}moves/", f"{HOME}bins/", f"{HOME}add/", f"{HOME}move/buy/"):
        assert client.get(address).status_code == 302


def test_lists_are_only_read(lin: Client, crate: int) -> None:
    assert lin.post(HOME).status_code == 405


def test_bins_are_numbered_and_have_a_page(lin: Client, crate: int) -> None:
    assert lin.post(f"{HOME}bins/add/", {"crate": crate, "codes": "B1\nB2\n"}).status_code == 302
    page = f"{HOME}bins/{Bin.objects.get(code='B1').pk}/"
    assert (lin.get(page).status_code, "B2" in lin.get(f"{HOME}bins/?q=b2").text) == (200, True)
    assert lin.get(f"{page}fill/").status_code == 200
    assert lin.post(f"{page}fill/", {"lot": "L1"}).status_code == 422
    assert lin.post(f"{page}empty/").status_code == 409


def test_holders_of_another_are_organisations_too(lin: Client, crate: int, cast: Cast) -> None:
    holder = Holder(cast.bureau)
    actions.move(actor=SYSTEM, draft=MoveDraft(MoveKind.HAND_OUT, crate, 2, TODAY, holder), client_key="o", now=NOW)
    assert "2" in lin.get(HOME).text

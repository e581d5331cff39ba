"""Pages of certificates: the list, a new one on the phone, one with its voiding, and the one anybody may open."""

import pytest
from django.test import Client

from lilian.certificates.models import Certificate
from tests.again import again
from tests.certificates.promising import Promising, the_promising
from tests.receiving.scale import KG

pytestmark = pytest.mark.django_db
SAID = {"promiser": "0", "weight": "80", "bases": ["control"], "signed_by": "郭守库", "contact": "13800008001"}


@pytest.fixture
def promising() -> Promising:
    return again(the_promising)


def signed_in(promising: Promising, name: str) -> Client:
    client = Client()
    client.force_login(promising.scale.cast.users[name])
    return client


def test_the_list_names_the_lot_that_lacks_one(promising: Promising) -> None:
    guo, box = signed_in(promising, "guo"), f'name="lot" value="{promising.lot}"'
    assert box in guo.get("/certificates/lacking/").content.decode()
    made = promising.issued()
    assert box not in guo.get("/certificates/lacking/").content.decode()
    assert made.number[-6:-1] in guo.get("/certificates/").content.decode()


def test_what_signed_last_is_filled_in(promising: Promising) -> None:
    promising.issued(draft=promising.ahead(signed_by="郭二", contact="0357-7654321"))
    shown = signed_in(promising, "guo").get(f"/certificates/new/?lot={promising.lot}").content.decode()
    assert [words for words in ("郭二", "0357-7654321", 'value="100"', "未使用禁用农药") if words not in shown] == []


def test_lots_of_a_day_go_on_one_certificate(promising: Promising) -> None:
    second = promising.another_lot()
    guo, address = signed_in(promising, "guo"), f"/certificates/new/?lot={promising.lot}&lot={second}"
    assert 'name="weight"' not in guo.get(address).content.decode()
    guo.post(address, {name: value for name, value in SAID.items() if name != "weight"})
    made = Certificate.objects.get()
    assert (made.weight_g, sorted(made.parts.values_list("lot", flat=True))) == (200 * KG, [promising.lot, second])


def test_the_open_page_names_the_party_and_masks_the_hand(promising: Promising) -> None:
    scale, stranger = promising.scale, Client()
    firm = promising.issued(draft=promising.ahead(signed_by="郭守库"))
    own = promising.issued("own", draft=promising.ahead(household_id=scale.mei, signed_by="林秀梅"))
    shown = stranger.get(f"/certificate/{firm.number}/").content.decode()
    assert ("秀梅合作社" in shown, "郭守库" in shown, "郭*库" in shown) == (True, False, True)
    shown = stranger.get(f"/certificate/{own.number}/").content.decode()
    assert ("林秀梅" in shown, "承诺人签字" in shown) == (True, False)
    assert "郭守库" in signed_in(promising, "guo").get(f"/certificates/{firm.pk}/").content.decode()


def test_a_lot_gets_its_certificate_in_one_form(promising: Promising) -> None:
    guo = signed_in(promising, "guo")
    answer = guo.post(f"/certificates/new/?lot={promising.lot}", SAID)
    made = Certificate.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/certificates/{made.pk}/")
    assert (made.weight_g, made.is_ahead) == (80 * KG, False)
    assert guo.get(f"/certificates/new/?lot={promising.lot}").status_code == 404  # it lacks one no more


def test_a_grower_promises_on_the_phone_before_selling(promising: Promising) -> None:
    mei = signed_in(promising, "mei")
    assert "林秀梅" in mei.get("/certificates/new/").content.decode()
    mei.post("/certificates/new/", {**SAID, "variety": promising.scale.variety, "signed_by": "林秀梅"})
    made = Certificate.objects.get()
    assert (made.household_id, made.is_ahead) == (promising.scale.mei, True)


def test_too_much_is_refused_with_what_is_left(promising: Promising) -> None:
    answer = signed_in(promising, "guo").post(f"/certificates/new/?lot={promising.lot}", {**SAID, "weight": "101"})
    assert answer.status_code in (409, 422)
    assert "最多再开 100" in answer.context["form"].errors["weight"][0]
    assert "refusal" not in answer.content.decode().split("<main")[1].split('name="weight"')[0]


def test_one_is_void_for_all_to_see(promising: Promising) -> None:
    made, guo, stranger = promising.issued(), signed_in(promising, "guo"), Client()
    assert "有效" in stranger.get(f"/certificate/{made.number}/").content.decode()
    assert guo.post(f"/certificates/{made.pk}/", {"reason": "开错了"}).status_code == 302
    assert guo.post(f"/certificates/{made.pk}/", {"reason": "开错了"}).status_code == 409
    shown = stranger.get(f"/certificate/{made.number}/").content.decode()
    assert "已作废" in shown
    assert "开错了" in shown


def test_the_open_page_hides_a_growers_phone(promising: Promising) -> None:
    scale = promising.scale
    made = promising.issued(draft=promising.ahead(household_id=scale.mei, contact="13800008000"))
    shown = Client().get(f"/certificate/{made.number}/").content.decode()
    assert "13800008000" not in shown
    assert "138****8000" in shown


def test_who_may_not(promising: Promising) -> None:
    made = promising.issued()
    assert Client().get("/certificates/").status_code == 302
    assert Client().post(f"/certificate/{made.number}/").status_code == 405
    unknown = Client().get("/certificate/HG00000000000/")
    assert (unknown.status_code, "不是这里开的" in unknown.text) == (404, True)
    assert signed_in(promising, "hai").get("/certificates/").status_code == 403
    assert signed_in(promising, "qiao").get(f"/certificates/{made.pk}/").status_code == 404
    assert signed_in(promising, "mei").post(f"/certificates/{made.pk}/", {"reason": "x"}).status_code == 404

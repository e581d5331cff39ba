"""Public pages of boxes, and the pages behind them."""

import json
import time
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.core import signing
from django.test import Client
from django.utils import timezone

from lilian.base.models import AuditEvent
from lilian.base.policy import Role
from lilian.catalog.models import Variety
from lilian.members.models import Person
from lilian.packing.papers import digital_link
from lilian.packing.queries import labelled
from lilian.packing.values import batch_code
from lilian.passport import actions
from lilian.passport.models import Complaint, ComplaintAnswer, Consent
from lilian.stock import actions as stock
from lilian.stock.values import Condition
from lilian.transparency import actions as transparency
from lilian.web.passport import check, faces, kept
from tests.again import again
from tests.packing.boxing import Boxing, the_boxing
from tests.passport.shelf import MEI, QIAO, SYSTEM, VILLAGE, Held, agreed, path_of, the_held
from tests.stock.goods import NOW
from tests.web.test_packing_pages import signed_in

LINKSET = "application/linkset+json"
VOC = "https://ref.gs1.org/voc/"


@pytest.fixture
def boxing(db: None) -> Boxing:
    return again(the_boxing)


@pytest.fixture
def held(boxing: Boxing) -> Held:
    kept.SHELF.clear()
    return the_held(boxing)


def shown(client: Client, path: str, status: int = 200, **headers: str) -> str:
    response = client.get(path, headers={"accept-language": "zh-CN", **headers})
    assert response.status_code == status
    return unescape(response.content.decode())


def test_the_page_tells_the_story_without_a_cookie_or_a_script(held: Held, client: Client) -> None:
    response = client.get(held.path)
    html = unescape(response.content.decode())
    for told in (
        "有据可查",
        "玉露香梨",
        "礼盒 10 粒装",
        "2.51",
        VILLAGE,
        "进恒温库",
        "13.0",
        "一级，每个 300 到 450 克",
    ):
        assert told in html
    assert not response.cookies
    assert "<script" not in html
    assert "http" not in html.replace("http://www.w3.org/2000/svg", "")
    assert response["Content-Security-Policy"].startswith("default-src 'none'")


def test_no_grower_stands_on_a_page_who_did_not_agree(held: Held, client: Client) -> None:
    """Every name in the county is looked for in every page that anybody may see."""
    for path in (held.path, f"{held.path}?lang=en", "/check/", "/01/" + held.path.split("/")[2]):
        html = shown(client, path)
        assert [name for name in Person.objects.values_list("name", flat=True) if name in html] == []
    agreed(held)
    kept.SHELF.clear()
    html = shown(client, held.path)
    assert MEI in html
    assert QIAO not in html


def test_a_page_that_named_somebody_does_not_once_they_take_it_back(held: Held, client: Client) -> None:
    agreed(held)
    assert MEI in shown(client, held.path)
    Consent.objects.create(household=held.goods.mei, way="phone", at=NOW, said_by="mei")
    kept.SHELF.watch.looked_at = float("-inf")
    assert MEI not in shown(client, held.path)


@pytest.mark.parametrize(
    ("condition", "title"), [(Condition.RECALLED, "正在召回，请不要吃"), (Condition.QUARANTINED, "正在复查")]
)
def test_what_was_decided_stands_first(held: Held, client: Client, condition: Condition, title: str) -> None:
    stock.decide(actor=SYSTEM, lot_id=held.picked, condition=condition, reason="内部：农残超标", now=NOW)
    html = shown(client, held.path)
    assert html.index(title) < html.index("玉露香梨</h2>")
    assert "内部" not in html
    assert "怎么放，怎么吃" not in html


def test_a_void_box_says_that_it_should_not_be_on_sale(held: Held, client: Client) -> None:
    assert "这个箱号已经作废" in shown(client, path_of(held.spoilt))


def test_a_copied_code_says_what_to_compare(held: Held, client: Client) -> None:
    actions.count_openings(counts={held.first.code: settings.OFTEN_TIMES}, now=timezone.now())
    html = shown(client, held.path)
    assert "被扫得太多" in html
    assert f"打开过 {settings.OFTEN_TIMES} 次" in html


def test_it_speaks_english_to_who_asks_by_link_or_browser(held: Held, client: Client) -> None:
    assert "This box is on record" in shown(client, f"{held.path}?lang=en")
    assert "This box is on record" in shown(client, held.path, **{"accept-language": "en-GB,en;q=0.9"})
    assert "有据可查" in shown(client, f"{held.path}?lang=zh", **{"accept-language": "en"})
    assert "有据可查" in shown(client, held.path, **{"accept-language": "fr;q=0.5, zh-CN;q=0.8"})


def test_a_variety_is_called_in_the_readers_letters_where_it_has_a_name_in_them(held: Held, client: Client) -> None:
    gtin = held.path.split("/")[2]
    assert "<h1>玉露香梨</h1>" in shown(client, f"/01/{gtin}?lang=en")
    Variety.objects.filter(name="玉露香梨").update(aliases=["玉露香", "Yuluxiang"])
    assert "<h1>Yuluxiang</h1>" in shown(client, f"/01/{gtin}?lang=en")
    assert "<h2>Yuluxiang</h2>" in shown(client, f"{held.path}?lang=en")
    assert "<h2>玉露香梨</h2>" in shown(client, f"{held.path}?lang=zh")


def test_links_as_labels_print_them_lead_to_the_page(held: Held, client: Client) -> None:
    gtin, batch = held.path.split("/")[2], batch_code(held.first.packing_id)
    printed = digital_link("testserver", gtin, batch, held.first.code)
    assert client.get(printed.removeprefix("HTTPS://TESTSERVER")).status_code == 200


@pytest.mark.parametrize(
    "other",
    [
        "/01/{gtin}/21/{code}/10/{batch}",
        "/01/{gtin}/21/{code}",
        "/01/{short}/10/{batch}/21/{code}",
        "/01/{gtin}/10/{batch}/21/{small}",
    ],
)
def test_other_ways_to_write_the_link_lead_to_the_one(held: Held, client: Client, other: str) -> None:
    _, _, gtin, _, batch, _, code = held.path.split("/")
    path = other.format(gtin=gtin, short=gtin.lstrip("0"), batch=batch, code=code, small=code.lower())
    response = client.get(path + "?lang=en")
    assert (response.status_code, response["Location"]) == (301, f"{held.path}?lang=en")


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ("/01/{gtin}/10/B999999/21/{code}", 404),
        ("/01/{gtin}/21/AAAAAAAAAAAAAA", 404),
        ("/01/09520123456788", 404),
        ("/01/09520123456789", 400),
        ("/01/123", 400),
        ("/01/{gtin}/99/x", 400),
    ],
)
def test_a_code_that_is_not_ours_or_is_none_leads_on(held: Held, client: Client, wrong: str, status: int) -> None:
    _, _, gtin, _, _, _, code = held.path.split("/")
    assert "/check/" in shown(client, wrong.format(gtin=gtin, code=code), status)


def test_the_link_of_a_product_tells_what_it_is(held: Held, client: Client) -> None:
    gtin = held.path.split("/")[2]
    html = shown(client, f"/01/{gtin}")
    assert "礼盒 10 粒装" in html
    assert "用箱号核对" in html


@pytest.mark.parametrize("asked", [{"accept": LINKSET}, {"query": "?linkType=linkset"}, {"query": "?linkType=all"}])
def test_a_machine_gets_the_linkset(held: Held, client: Client, asked: dict[str, str]) -> None:
    response = client.get(held.path + asked.get("query", ""), headers={"accept": asked.get("accept", "text/html")})
    assert response["Content-Type"] == LINKSET
    (context,) = response.json()["linkset"]
    assert context["anchor"] == f"http://testserver{held.path}"
    wanted = {
        "pip",
        "certificationInfo",
        "traceability",
        "recallStatus",
        "verificationService",
        "safetyInfo",
        "support",
        "defaultLink",
    }
    assert {name.removeprefix(VOC) for name in context} == wanted | {"anchor", "itemDescription", "epcis"}
    for name in wanted:
        address = context[VOC + name][0]["href"].removeprefix("http://testserver").partition("#")
        page = shown(client, address[0])
        assert not address[2] or f'id="{address[2]}"' in page


def test_a_linkset_has_the_shape_gs1_gives_and_no_other_member(held: Held, client: Client, shared: Path) -> None:
    (example,) = json.loads((shared / "gs1/resolver-ce/linkset.json").read_text())["linkset"]
    (ours,) = client.get(held.path, {"linkType": "all"}).json()["linkset"]
    links = [link for found in example.values() if isinstance(found, list) for link in found]
    plain = {name for name, found in example.items() if isinstance(found, str)}
    assert {name for name, found in ours.items() if isinstance(found, str)} == plain
    for found in (found for found in ours.values() if isinstance(found, list)):
        assert all(set(link) <= {name for one in links for name in one} for link in found)
        assert all(type(value) is type(links[1][name]) for link in found for name, value in link.items())


def test_the_events_of_a_box_are_asked_for_by_its_one_name(held: Held, client: Client) -> None:
    (context,) = client.get(held.path, {"linkType": "linkset"}).json()["linkset"]
    (link,) = context[VOC + "epcis"]
    _, _, gtin, _, _, _, code = held.path.split("/")
    address = urlsplit(link["href"])
    assert (address.path, link["type"]) == ("/epcis/events", "application/ld+json")
    assert parse_qs(address.query) == {"MATCH_anyEPC": [f"https://id.gs1.org/01/{gtin}/21/{code}"]}
    asked = client.get(held.path, {"linkType": "gs1:epcis", "lang": "en"})
    assert (asked.status_code, asked["Location"]) == (302, link["href"].removeprefix("http://testserver"))
    assert client.get(asked["Location"]).status_code == 401  # who asks has a token


def test_a_page_of_another_site_may_ask(held: Held, client: Client) -> None:
    told = client.options(held.path)
    assert (told.status_code, told["Allow"]) == (204, "GET, HEAD, OPTIONS")
    for path in (held.path, f"{held.path}?linkType=all", f"{held.path}?linkType=gs1:pip", "/.well-known/gs1resolver"):
        assert client.get(path)["Access-Control-Allow-Origin"] == "*"
    assert 'rel="linkset"' in client.head(held.path)["Link"]


def test_a_link_type_leads_to_its_place(held: Held, client: Client) -> None:
    for said in ("gs1:recallStatus", "recallStatus", f"{VOC}recallStatus"):
        response = client.get(held.path, {"linkType": said})
        assert (response.status_code, response["Location"]) == (302, f"{held.path}#status")
    assert client.get(held.path, {"linkType": "gs1:recipeInfo"}).status_code == 404
    assert client.get("/.well-known/gs1resolver").json()["supportedPrimaryKeys"] == ["01"]


def test_only_reading_is_possible(held: Held, client: Client) -> None:
    assert client.post(held.path).status_code == 405
    assert client.post("/check/").status_code == 405


def test_the_whole_page_is_small(held: Held, client: Client) -> None:
    response = client.get(held.path, headers={"accept-encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) < 30_000
    assert response["Cache-Control"] == "public, max-age=20, must-revalidate"


def test_a_code_typed_from_the_label_finds_the_box(held: Held, client: Client) -> None:
    typed = held.first.code.replace("0", "O").replace("1", "l").lower()
    response = client.get("/check/", {"code": f"{typed[:4]} {typed[4:]}", "lang": "en"})
    assert response["Location"] == f"{held.path}?lang=en"
    assert "没有这个箱号" in shown(client, "/check/?code=ABCD", 404)
    assert "14 个字母" in shown(client, "/check/")


def test_the_leaflet_prints(held: Held, client: Client) -> None:
    response = client.get("/check/leaflet/")
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")


def filled(**said: str) -> dict[str, str]:
    began = signing.dumps(time.time() - check.SHORTEST_S - 1, salt=check.SALT)
    return {"text": "开箱有三个碰伤", "contact": "138", "began": began, **said}


def test_anybody_with_the_box_complains_without_a_cookie(held: Held) -> None:
    client, address = Client(enforce_csrf_checks=True), f"/check/{held.first.code}/complain/"
    assert "哪里不好" in shown(client, address)
    response = client.post(address, filled())
    assert "收到了" in response.content.decode()
    assert Complaint.objects.get().text == "开箱有三个碰伤"
    assert not client.cookies


@pytest.mark.parametrize("said", [{"website": "x"}, {"began": ""}, {"began": "made-up"}, {"text": ""}])
def test_a_machine_or_an_empty_form_is_not_kept(held: Held, client: Client, said: dict[str, str]) -> None:
    assert client.post(f"/check/{held.first.code}/complain/", filled(**said)).status_code == 422
    assert not Complaint.objects.exists()


def test_there_is_nothing_to_complain_of_without_a_box(held: Held, client: Client) -> None:
    assert client.post("/check/AAAA/complain/", filled()).status_code == 404


def test_too_many_complaints_are_refused_in_words(held: Held, client: Client) -> None:
    for _ in range(3):
        client.post(f"/check/{held.first.code}/complain/", filled())
    response = client.post(f"/check/{held.first.code}/complain/", filled())
    assert response.status_code == 409
    assert "一小时后" in response.content.decode()


def test_the_office_answers_and_it_leaves_the_list(held: Held) -> None:
    office = signed_in(Role.OFFICE, held.goods.coop)
    Complaint.objects.create(box=held.first, text="分量不够", contact="", at=NOW)
    assert "答复买家的反映" in shown(office, "/")
    assert "分量不够" in shown(office, "/passport/complaints/")
    address = f"/passport/complaints/{Complaint.objects.get().pk}/"
    assert office.post(address, {"text": "补发一箱"})["Location"] == "/passport/complaints/"
    assert ComplaintAnswer.objects.get().text == "补发一箱"
    assert office.post(address, {"text": "再补"}).status_code == 409
    assert "答复买家的反映" not in shown(office, "/")


def test_a_manager_writes_down_a_consent_on_paper_and_takes_it_back(held: Held) -> None:
    manager, household = signed_in(Role.COOP_MANAGER, held.goods.coop), held.goods.mei.pk
    assert MEI in shown(manager, "/passport/consents/")
    address = f"/passport/consents/{household}/"
    assert manager.post(address, {"name": MEI}).status_code == 422
    assert manager.post(address, {"name": MEI, "paper": "柜 1"}).status_code == 302
    assert f"署名“{MEI}”" in shown(manager, "/passport/consents/")
    assert manager.post(f"{address}withdraw/").status_code == 302
    assert manager.post(f"{address}withdraw/").status_code == 409
    stranger = signed_in(Role.COOP_MANAGER, held.goods.shop)
    assert stranger.get(address).status_code == 404
    assert stranger.post(f"{address}withdraw/").status_code == 404


def test_a_grower_decides_on_the_phone(held: Held) -> None:
    mei = signed_in(Role.GROWER, held.goods.coop)
    Person.objects.filter(name=Role.GROWER).update(household=held.goods.mei)
    assert "现在没有署名" in shown(mei, "/passport/consents/mine/")
    assert mei.post("/passport/consents/mine/", {"name": "梅师傅"}).status_code == 302
    assert "现在署名“梅师傅”" in shown(mei, "/passport/consents/mine/")
    assert mei.post("/passport/consents/mine/withdraw/").status_code == 302
    assert "现在没有署名" in shown(mei, "/passport/consents/mine/")
    assert mei.get("/passport/consents/").status_code == 403
    assert AuditEvent.objects.filter(event="passport.consent_withdrawn").count() == 1


def test_the_packing_page_leads_to_the_boxs_own(held: Held) -> None:
    packer = signed_in(Role.PACKER, held.goods.coop)
    assert f'href="{held.path}"' in shown(packer, f"/packing/{held.first.packing_id}/")


def test_the_policy_lets_in_the_style_that_is_there_and_no_other() -> None:
    assert "'unsafe" not in faces.policy()
    assert "script" not in faces.policy()


def test_whether_the_record_was_changed_is_for_anybody_to_verify(
    held: Held, client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.LOG_FOLDER = tmp_path / "log"
    assert f"/check/{held.first.code}/proof/" in shown(client, held.path)
    assert "还没有盖存证点" in shown(client, f"/check/{held.first.code}/proof/")
    transparency.sign(actor=SYSTEM, now=NOW)
    assert "data-verify-go" in shown(client, f"/check/{held.first.code}/proof/")
    assert shown(client, "/check/NOBOX/proof/", 404)
    transparency.erase(actor=SYSTEM, kind="goods_entry", ref=packed_by(held), reason="依法", now=NOW)
    assert "依法抹除了" in shown(client, f"/check/{held.first.code}/proof/")


def packed_by(held: Held) -> int:
    """The entry its boxes were put on the books by."""
    box = labelled(held.first.code)
    assert box is not None
    assert box.entry_id is not None
    return box.entry_id

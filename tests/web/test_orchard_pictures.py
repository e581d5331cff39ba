"""The office's page of orchard pictures, and what a buyer gets of them."""

from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lilian.base.policy import Role
from lilian.members.models import Place
from lilian.passport.models import OrchardPicture
from lilian.passport.rules.pictures import MOST_BYTES
from lilian.web.passport import kept, page
from lilian.web.shell import photos
from tests.again import again
from tests.packing.boxing import Boxing, the_boxing
from tests.passport.orchards import MAKER, photo, village
from tests.passport.shelf import VILLAGE, Held, the_held
from tests.stock.goods import TODAY
from tests.web.test_packing_pages import signed_in

LIST = "/passport/pictures/"


@pytest.fixture
def boxing(db: None) -> Boxing:
    return again(the_boxing)


@pytest.fixture
def held(boxing: Boxing) -> Held:
    kept.SHELF.clear()
    return the_held(boxing)


@pytest.fixture
def office(held: Held) -> Client:
    return signed_in(Role.OFFICE, held.goods.coop)


def sent(data: bytes, **more: str) -> dict[str, Any]:
    return {"photo": SimpleUploadedFile("IMG_1.jpg", data, "image/jpeg"), "nobody": "on", **more}


def upload(office: Client, data: bytes, status: int = 302, **more: str) -> str:
    response = office.post(f"{LIST}{village()}/", sent(data, **more))
    assert response.status_code == status
    return unescape(response.content.decode())


def box(held: Held, language: str = "zh") -> str:
    kept.SHELF.watch.looked_at = float("-inf")
    return unescape(Client().get(f"{held.path}?lang={language}").content.decode())


def test_a_picture_goes_up_is_shown_and_comes_down(held: Held, office: Client) -> None:
    assert 'class="orchard"' not in box(held)
    assert "没有照片" in office.get(LIST).text
    upload(office, photo(), caption="四月，梨花开了", caption_en="In bloom")
    row = OrchardPicture.objects.get()
    address = f"/check/pictures/{row.digest}.webp"
    html = box(held)
    assert f'<img src="{address}" alt="{VILLAGE}的果园" width="800" height="533" loading="lazy"' in html
    assert "四月，梨花开了" in html
    english = box(held, "en")
    assert "In bloom" in english
    assert f"orchards of {VILLAGE}" in english
    assert "四月" not in english
    assert address in office.get(LIST).text
    assert office.post(f"{LIST}{village()}/remove/", {"reason": ""}).status_code == 422
    assert office.post(f"{LIST}{village()}/remove/", {"reason": "有人入镜"}).status_code == 302
    assert 'class="orchard"' not in box(held)
    assert Client().get(address).status_code == 404
    assert office.post(f"{LIST}{village()}/remove/", {"reason": "有人入镜"}).status_code == 409


def test_anybody_gets_the_picture_for_good_and_without_a_cookie(held: Held, office: Client) -> None:
    upload(office, photo())
    answer = office.get(f"/check/pictures/{OrchardPicture.objects.get().digest}.webp")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not answer.cookies
    assert "Cookie" in office.get(LIST)["Vary"]  # a page of somebody's own is kept for nobody else
    assert MAKER.encode() not in answer.content
    assert "Cookie" not in answer.get("Vary", "")
    assert len(answer.content) <= MOST_BYTES
    assert Client().post(f"/check/pictures/{'0' * 64}.webp").status_code == 405
    assert Client().get(f"/check/pictures/{'0' * 64}.webp").status_code == 404


def test_what_cannot_be_taken_is_told_in_words(held: Held, office: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "要 JPEG 或 PNG 照片。" in upload(office, b"GIF89a", 422)
    assert "长边至少 640、短边至少 400 像素" in upload(office, photo(width=300, height=200), 422)
    assert "nobody" in office.post(f"{LIST}{village()}/", {**sent(photo()), "nobody": ""}).context["form"].errors
    monkeypatch.setattr("lilian.drawing.photos.MOST_PIXELS", 100)
    assert "像素太多" in upload(office, photo(), 422)
    monkeypatch.setattr(photos, "MOST_BYTES", 100)
    assert "照片最大 20 MB。" in upload(office, photo(), 422)
    assert not OrchardPicture.objects.exists()


def test_a_page_and_its_picture_are_light_together(held: Held, office: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    upload(office, photo())
    picture = len(bytes(OrchardPicture.objects.get().picture))
    whole = len(Client().get(held.path, headers={"Accept-Encoding": "gzip"}).content) + picture
    for most, shown in ((whole, True), (whole - 1, False)):
        monkeypatch.setattr(page, "MOST_BYTES", most)
        kept.SHELF.clear()
        assert ('class="orchard"' in box(held)) is shown


def test_the_picture_of_a_closed_village_can_only_be_taken_away(held: Held, office: Client) -> None:
    upload(office, photo())
    Place.objects.filter(pk=village()).update(closed_on=TODAY)
    assert f"{LIST}{village()}/remove/" in office.get(LIST).text
    assert f'href="{LIST}{village()}/"' not in office.get(LIST).text
    assert office.post(f"{LIST}{village()}/", sent(photo("gold"))).status_code == 404
    assert office.post(f"{LIST}{village()}/remove/", {"reason": "村合并了"}).status_code == 302
    assert not OrchardPicture.objects.filter(ended_at__isnull=True).exists()
    assert VILLAGE not in office.get(LIST).text
    assert office.get(f"{LIST}{village()}/remove/").status_code == 404


def test_the_same_again_is_refused_and_a_form_sent_twice_is_one(held: Held, office: Client) -> None:
    for _ in range(2):
        upload(office, photo(), idempotency_key="once")
    assert OrchardPicture.objects.count() == 1
    assert "现在放的就是这张照片" in upload(office, photo(), 409)


def test_the_list_is_searched_and_is_no_other_roles(held: Held, office: Client) -> None:
    assert VILLAGE in office.get(LIST, {"q": VILLAGE}).text
    assert "没有找到村" in office.get(LIST, {"q": "不存在的村"}).text
    manager = signed_in(Role.COOP_MANAGER, held.goods.coop)
    for address in (LIST, f"{LIST}{village()}/", f"{LIST}{village()}/remove/"):
        assert manager.get(address).status_code == 403
        assert office.get(address).status_code == 200
        assert Client().get(address).status_code == 302
    assert office.get(f"{LIST}999999/").status_code == 404


def test_the_villages_own_page_leads_there(held: Held, office: Client) -> None:
    assert f"{LIST}{village()}/" in office.get(f"/members/places/{village()}/change/").text

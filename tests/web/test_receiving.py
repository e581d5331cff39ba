"""The pages at the scale: a slip by the form and by a phone's outbox, its papers, the lists, the board."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from lilian.receiving.models import PostedPrice, Slip, SlipVoid
from lilian.web.receiving import slip_book
from tests.again import again
from tests.receiving.scale import NOW, Scale, the_scale
from tests.web.pages import sentence, signed_in

JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def scale(db: None) -> Scale:
    return again(the_scale)


def said(scale: Scale, **changes: Any) -> dict[str, Any]:
    today = timezone.localdate().isoformat()
    return {
        "seller": f"h{scale.mei}",
        "variety": scale.variety,
        "harvest_date": today,
        "unit": "kg",
        "gross": "110",
        "tare": "10",
        "crates": "5",
        "price_kind": "open",
        "no_certificate": "not_issued",
        "idempotency_key": "one-key",
        **changes,
    }


def weigh_url(scale: Scale) -> str:
    return reverse("receiving:weigh", args=[scale.point])


def sent(scale: Scale, name: str = "wen", headers: dict[str, str] | None = None, **changes: Any) -> Any:
    return signed_in(scale.cast, name).post(weigh_url(scale), said(scale, **changes), **(headers or {}))


def test_the_form_shows_the_co_ops_growers(scale: Scale) -> None:
    page = signed_in(scale.cast, "wen").get(weigh_url(scale))
    assert (page.status_code, "林秀梅" in page.content.decode(), "乔大山" in page.content.decode()) == (
        200,
        True,
        False,
    )


def test_the_form_offers_the_contracts_that_count_today(scale: Scale, monkeypatch: pytest.MonkeyPatch) -> None:
    def numbers_on(_day: date, *, organisation_id: int) -> dict[int, list[str]]:
        return {scale.mei: ["HT-2026-00017"]} if organisation_id == scale.cast.coop else {}

    monkeypatch.setattr("lilian.contracts.queries.numbers_on", numbers_on)
    page = signed_in(scale.cast, "wen").get(weigh_url(scale)).content.decode()
    assert '<option value="HT-2026-00017">林秀梅</option>' in page


def test_a_clerk_with_one_point_goes_straight_to_the_scale(scale: Scale) -> None:
    assert signed_in(scale.cast, "wen").get(reverse("receiving:points"))["Location"] == weigh_url(scale)


def test_the_form_makes_a_slip_and_shows_it(scale: Scale) -> None:
    answer = sent(scale)
    slip = Slip.objects.get()
    assert answer["Location"] == reverse("receiving:slip", args=[slip.pk])
    assert (slip.net_g, slip.crates, slip.seller_name) == (100_000, 5, "林秀梅")


def test_the_same_form_twice_is_one_slip(scale: Scale) -> None:
    client = signed_in(scale.cast, "wen")
    first, second = (client.post(weigh_url(scale), said(scale)) for _ in range(2))
    assert (first["Location"], Slip.objects.count()) == (second["Location"], 1)


def test_jin_are_half_a_kilogram(scale: Scale) -> None:
    sent(scale, unit="jin", gross="220.5", tare="20")
    assert Slip.objects.get().net_g == 100_250


def test_a_grower_is_found_by_pinyin_without_a_script(scale: Scale) -> None:
    sent(scale, seller="linxiumei")
    assert Slip.objects.get().household_id == scale.mei


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"seller": "谁也不是"}, "seller"),
        ({"gross": "很多"}, "gross"),
        ({"brix": "13.25"}, "brix"),
        ({"brix": "13.2"}, "sample_size"),
        ({"variety": ""}, "variety"),
    ],
)
def test_what_cannot_be_read_is_said_under_its_field(scale: Scale, changes: dict[str, str], field: str) -> None:
    answer = sent(scale, **changes)
    assert (answer.status_code, field in answer.context["form"].errors) == (422, True)
    assert not Slip.objects.exists()


def test_what_looks_odd_is_asked_about_in_place(scale: Scale) -> None:
    answer = sent(scale, tare="60")
    assert (answer.status_code, "请再看一眼" in sentence(answer)) == (409, True)
    assert sent(scale, tare="60", sure="on").status_code == 302


def test_a_phone_sends_what_it_kept_once(scale: Scale) -> None:
    at = timezone.localtime() - timedelta(hours=3)  # on some nights that is yesterday, and so is the harvest
    told = {"weighed_at": at.isoformat(), "harvest_date": at.date().isoformat()}
    first, second = (sent(scale, headers=JSON, **told) for _ in range(2))
    assert (first.status_code, first.json()["number"]) == (201, second.json()["number"])
    assert Slip.objects.get().weighed_at == at


def test_a_phone_is_told_why_a_slip_is_refused(scale: Scale) -> None:
    answer = sent(scale, headers=JSON, tare="60")
    assert (answer.status_code, answer.json()["code"]) == (409, "receiving.looks_odd")
    assert sent(scale, headers=JSON, gross="x").json()["code"] == "form"


def test_a_sample_is_kept(scale: Scale) -> None:
    sent(scale, sample_size="20", brix="13.2", firmness="64", **{"defect-rub": "2"})
    sample = Slip.objects.get().sample
    assert (sample.brix_tenths, sample.firmness_tenths_n, sample.defects.get().count) == (132, 640, 2)


def slip_page(scale: Scale, name: str, page: str = "slip") -> Any:
    slip_id = Slip.objects.get().pk
    return signed_in(scale.cast, name).get(reverse(f"receiving:{page}", args=[slip_id]))


def test_mei_reads_her_slip_and_qiao_does_not(scale: Scale) -> None:
    sent(scale)
    assert (slip_page(scale, "mei").status_code, slip_page(scale, "qiao").status_code) == (200, 404)


def test_a_bureau_reads_no_growers_name(scale: Scale) -> None:
    sent(scale)
    text = slip_page(scale, "ren").content.decode()
    assert ("林*梅" in text, "林秀梅" in text) == (True, False)


@pytest.mark.parametrize(("page", "start"), [("paper_roll", b"%PDF"), ("paper_a4", b"%PDF"), ("picture", b"\x89PNG")])
def test_a_slip_is_handed_over(scale: Scale, page: str, start: bytes) -> None:
    sent(scale, note="#set text(red)]")
    answer = slip_page(scale, "mei", page)
    assert (answer.status_code, answer.content.startswith(start)) == (200, True)


def void(client: Client, reason: str) -> Any:
    return client.post(reverse("receiving:void", args=[Slip.objects.get().pk]), {"reason": reason})


def test_the_manager_takes_a_slip_back_and_once_only(scale: Scale) -> None:
    sent(scale)
    client = signed_in(scale.cast, "guo")
    assert (void(client, "看错了").status_code, void(client, "看错了").status_code) == (302, 409)
    assert "看错了" in slip_page(scale, "guo").content.decode()


def test_the_clerk_does_not(scale: Scale) -> None:
    sent(scale)
    assert void(signed_in(scale.cast, "wen"), "看错了").status_code == 403
    assert not SlipVoid.objects.exists()


def test_taking_back_is_no_page_to_look_at(scale: Scale) -> None:
    sent(scale)
    assert slip_page(scale, "guo", "void").status_code == 405


def test_the_day_lists_its_slips_with_their_sum(scale: Scale) -> None:
    sent(scale)
    page = signed_in(scale.cast, "wen").get(reverse("receiving:slips"))
    assert (page.context["totals"].net_g, "林秀梅" in page.content.decode()) == (100_000, True)


def test_a_day_that_cannot_be_read_is_today(scale: Scale) -> None:
    sent(scale)
    address = f"{reverse('receiving:slips')}?day=never&point=x"
    assert signed_in(scale.cast, "wen").get(address).context["totals"].slips == 1


def test_the_office_sees_the_day_by_point(scale: Scale) -> None:
    sent(scale)
    page = signed_in(scale.cast, "lin").get(reverse("receiving:days"))
    assert [row.location_id for row in page.context["listing"].rows] == [scale.point]


def test_mei_sees_her_deliveries(scale: Scale) -> None:
    sent(scale)
    client = signed_in(scale.cast, "mei")
    assert client.get(reverse("receiving:slips"))["Location"] == reverse("receiving:mine")
    assert client.get(reverse("receiving:mine")).context["totals"].net_g == 100_000


def test_slips_go_out_as_a_workbook(scale: Scale) -> None:
    sent(scale)
    answer = signed_in(scale.cast, "wen").get(reverse("receiving:slips_xlsx"))
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert (rows[2][0], rows[2][3], rows[2][10]) == (Slip.objects.get().number, "林秀梅", 100)


def test_slips_of_a_span_of_days_go_out_together_and_none_is_left_out(scale: Scale, monkeypatch: Any) -> None:
    for key, days_ago in (("a", 0), ("b", 3), ("c", 9)):
        at = NOW - timedelta(days=days_ago)
        scale.received(key, now=NOW, weighed_at=at, harvest_date=at.date())
    client, today = signed_in(scale.cast, "wen"), timezone.localdate(NOW)
    span = f"?since={today - timedelta(days=5)}&until={today}"
    answer = client.get(reverse("receiving:slips_xlsx") + span)
    assert len(list(load_workbook(BytesIO(answer.content)).active.iter_rows())) == 2 + 2
    monkeypatch.setattr(slip_book, "MOST_ROWS", 1)
    refused = client.get(reverse("receiving:slips_xlsx") + span)
    assert (refused.status_code, "分成几段" in refused.content.decode()) == (409, True)


def test_the_office_hangs_a_price_and_the_scale_pays_it(scale: Scale) -> None:
    board = reverse("receiving:prices")
    asked = {"variety": scale.variety, "grade": "", "price": "5.60", "point": ""}
    assert signed_in(scale.cast, "lin").post(board, asked).status_code == 302
    sent(scale, price_kind="posted", told="560")
    assert (PostedPrice.objects.get().fen_per_kg, Slip.objects.get().amount_fen) == (560, 56_000)


def test_a_clerk_reads_the_board_and_hangs_nothing(scale: Scale) -> None:
    client, board = signed_in(scale.cast, "wen"), reverse("receiving:prices")
    assert (client.get(board).status_code, client.post(board, {}).status_code) == (200, 403)


def test_the_worker_is_a_script_that_is_always_asked_for(scale: Scale) -> None:
    answer = Client().get(reverse("receiving:worker"))
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (200, "text/javascript", "no-cache")

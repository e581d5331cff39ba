"""Varieties, standards and seasons: read by everyone, the next version published by the office."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lilian.catalog import actions, queries
from lilian.catalog.values import COUNTY_BANDS, COUNTY_BANDS_SOURCE, NO_LIMITS, Band, Defect, Limits
from lilian.web.catalog.bands import in_words
from tests.again import again
from tests.members.cast import NOW, SYSTEM, Cast, the_cast
from tests.web.pages import sentence, signed_in


@pytest.fixture
def cast(db: None) -> Cast:
    return again(the_cast)


@pytest.fixture
def standard(cast: Cast) -> int:
    made = actions.add_standard(actor=SYSTEM, code="county", name="县标准", now=NOW)
    actions.publish_version(
        actor=SYSTEM,
        standard_id=made,
        effective_from=date(2020, 1, 1),
        bands=COUNTY_BANDS,
        source=COUNTY_BANDS_SOURCE,
        now=NOW,
    )
    return made


def said(**changes: Any) -> dict[str, Any]:
    """The county's own table, as the form says it, with changes."""
    whole: dict[str, Any] = {"effective_from": timezone.localdate() + timedelta(days=1), "source": "第 3 号通知"}
    for place, band in enumerate(COUNTY_BANDS):
        whole |= {f"name_{place}": band.name, f"end_{place}": band.high_g or ""}
    return whole | changes


def publish(client: Client, standard: int, **changes: Any) -> Any:
    return client.post(f"/catalog/standards/{standard}/new/", said(**changes))


@pytest.mark.parametrize(
    ("band", "words"),
    [
        (Band("a", "二级", 200, 300), "200 克（含）到 300 克（不含）"),
        (Band("a", "等外", 0, 200), "不到 200 克"),
        (Band("a", "超大果", 500), "500 克（含）以上"),
    ],
)
def test_a_band_says_which_end_is_in_it(band: Band, words: str) -> None:
    assert in_words(band) == words


def test_everyone_sees_the_standard_in_force(cast: Cast, standard: int) -> None:
    assert "300 克（含）到 450 克（不含）" in signed_in(cast, "mei").get("/catalog/").text


def test_without_a_standard_the_page_says_what_will_be_here(cast: Cast) -> None:
    assert "还没有质量标准" in signed_in(cast, "mei").get("/catalog/").text


@pytest.mark.parametrize("path", ["/catalog/", "/catalog/standards/1/", "/catalog/standards/1/new/"])
def test_a_stranger_is_led_to_sign_in(db: None, path: str) -> None:
    assert Client().get(path).status_code == 302


def test_the_catalogue_is_only_read(cast: Cast, standard: int) -> None:
    mei = signed_in(cast, "mei")
    assert {mei.post(path).status_code for path in ("/catalog/", f"/catalog/standards/{standard}/")} == {405}


def test_an_unknown_standard_is_not_found(cast: Cast) -> None:
    assert signed_in(cast, "mei").get("/catalog/standards/999/").status_code == 404


def test_a_grower_publishes_nothing(cast: Cast, standard: int) -> None:
    assert publish(signed_in(cast, "mei"), standard).status_code == 403


def test_the_office_publishes_the_next_version(cast: Cast, standard: int) -> None:
    publish(signed_in(cast, "lin"), standard, end_1="310")
    assert [band.high_g for band in queries.versions(standard)[0].bands] == [200, 310, 450, 500, None]


def test_a_known_grade_keeps_its_code(cast: Cast, standard: int) -> None:
    publish(signed_in(cast, "lin"), standard, end_1="310")
    assert [band.grade for band in queries.versions(standard)[0].bands] == [band.grade for band in COUNTY_BANDS]


def test_a_grade_can_be_put_in_between(cast: Cast, standard: int) -> None:
    publish(signed_in(cast, "lin"), standard, name_5="一级半", end_5="400")
    assert [band.name for band in queries.versions(standard)[0].bands][2:4] == ["一级半", "一级"]


ASKED = {"diameter_3": "75", "solids_3": "11.5", "most_3": "2", "tolerance_3": "5", "barred_3": ["disease", "insect"]}


def test_a_grade_may_ask_for_more_than_weight(cast: Cast, standard: int) -> None:
    publish(signed_in(cast, "lin"), standard, **ASKED)
    asked = Limits(750, 115, frozenset({Defect.DISEASE, Defect.INSECT}), 2, 50)
    bands = queries.versions(standard)[0].bands
    assert [band.limits for band in bands] == [NO_LIMITS, NO_LIMITS, NO_LIMITS, asked, NO_LIMITS]


def test_what_a_grade_asks_stands_in_its_table(cast: Cast, standard: int) -> None:
    publish(signed_in(cast, "lin"), standard, **ASKED)
    page = signed_in(cast, "mei").get(f"/catalog/standards/{standard}/").text
    said = ("75 毫米以上", "11.5 °Brix 以上", "不许有：病果、虫果；一个果上最多 2 种缺陷", "5% 以内")
    assert [words for words in said if words not in page] == []


def test_what_a_grade_asks_is_kept_in_the_next_version(cast: Cast, standard: int) -> None:
    publish(signed_in(cast, "lin"), standard, **ASKED)
    form = signed_in(cast, "lin").get(f"/catalog/standards/{standard}/new/").context["form"]
    assert (form["diameter_3"].value(), form["barred_3"].value()) == ("75", ["disease", "insect"])


@pytest.mark.parametrize("typed", ["0", "-3", "7.55", "多", "301"])
def test_a_diameter_nobody_can_mean_is_refused_in_place(cast: Cast, standard: int, typed: str) -> None:
    assert "不超过 300 的数" in publish(signed_in(cast, "lin"), standard, diameter_3=typed).text


def test_the_lowest_grade_may_ask_for_nothing_more(cast: Cast, standard: int) -> None:
    assert "最轻的一级" in sentence(publish(signed_in(cast, "lin"), standard, solids_0="11"))


def test_the_past_stays_as_it_was(cast: Cast, standard: int) -> None:
    publish(signed_in(cast, "lin"), standard, end_1="310")
    states = [one["state"] for one in signed_in(cast, "mei").get(f"/catalog/standards/{standard}/").context["versions"]]
    assert states == ["coming", "now"]


def test_a_version_that_reaches_back_is_refused_in_place(cast: Cast, standard: int) -> None:
    response = publish(signed_in(cast, "lin"), standard, effective_from="2020-06-01")
    assert (response.status_code, "不能改变已经过去的日子" in sentence(response)) == (422, True)


def test_the_same_day_is_not_published_again(cast: Cast, standard: int) -> None:
    lin = signed_in(cast, "lin")
    publish(lin, standard)
    assert publish(lin, standard).status_code == 422


def test_a_grade_without_a_name_is_asked_for(cast: Cast, standard: int) -> None:
    assert "没有写名称" in publish(signed_in(cast, "lin"), standard, end_5="400").text


def test_a_table_that_ends_is_refused_in_place(cast: Cast, standard: int) -> None:
    assert publish(signed_in(cast, "lin"), standard, end_4="900").status_code == 422

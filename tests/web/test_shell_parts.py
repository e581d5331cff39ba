"""Fields, lists, navigation and figures of the shell."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory

from lilian.base.actors import Actor, Duty
from lilian.base.policy import Role
from lilian.web.shell import navigation
from lilian.web.shell.fields import MoneyField, PhoneField, WeightField
from lilian.web.shell.front import Entry, Section
from lilian.web.shell.listing import Column, Listing, chips
from lilian.web.shell.tags import ago, day_before, percent, tonnes, tonnes_column, whole_yuan

NOW = datetime(2026, 9, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(("typed", "grams"), [("1.8", 1_800_000), ("3600斤", 1_800_000), ("1,200公斤", 1_200_000)])
def test_a_weight_is_read_as_people_say_it(typed: str, grams: int) -> None:
    assert WeightField().clean(typed) == grams


def test_a_weight_that_is_none_says_what_to_write() -> None:
    with pytest.raises(forms.ValidationError, match="请填数字加单位"):
        WeightField().clean("很多")


def test_a_weight_is_shown_again_in_its_unit() -> None:
    assert WeightField(unit="公斤").prepare_value(1_500) == "1.5"


def test_an_amount_is_read_to_the_fen() -> None:
    assert MoneyField().clean("12.50") == 1_250


def test_an_empty_optional_measure_is_nothing() -> None:
    assert WeightField(required=False).clean("") is None


@pytest.mark.parametrize("typed", ["13800008000", "138 0000 8000", "+86 138-0000-8000"])
def test_a_phone_is_kept_in_one_form(typed: str) -> None:
    assert PhoneField().clean(typed) == "+8613800008000"


def test_a_phone_that_is_none_is_refused() -> None:
    with pytest.raises(forms.ValidationError, match="11 位"):
        PhoneField().clean("123")


class Weighed(forms.Form):
    weight = WeightField(label="库存", help_text="填吨")


def shown(form: forms.Form) -> str:
    return Template('{% cotton field :field="form.weight" / %}').render(Context({"form": form}))


def test_a_number_field_opens_the_number_keypad() -> None:
    assert 'inputmode="decimal"' in shown(Weighed())


def test_the_unit_stands_inside_the_field() -> None:
    assert ">吨</span>" in shown(Weighed())


def test_an_error_is_tied_to_its_field() -> None:
    html = shown(Weighed({"weight": "很多"}))
    assert 'aria-describedby="id_weight_helptext id_weight_error"' in html


@dataclass(frozen=True)
class Row:
    pk: int
    name: str
    weight: int


ROWS = [Row(pk, f"库{pk}", weight) for pk, weight in enumerate([5, 9, 1, 7], start=1)]
COLUMNS = [
    Column("name", "库", lambda row: row.name, sort="name", card="lead"),
    Column("weight", "重", lambda row: row.weight, sort="weight", number=True),
    Column("free", "空", lambda row: 0),
]


def listing(query: str = "", **options: object) -> Listing:
    return Listing(RequestFactory().get(f"/?{query}"), COLUMNS, ROWS, **options)


def names(found: Listing) -> list[str]:
    return [row.item.name for row in found.shown]


def test_rows_are_sorted_by_the_link_clicked() -> None:
    assert names(listing("sort=-weight")) == ["库2", "库4", "库1", "库3"]


def test_a_column_that_cannot_be_sorted_by_changes_nothing() -> None:
    assert names(listing("sort=free")) == ["库1", "库2", "库3", "库4"]


def test_a_first_click_on_a_number_shows_the_largest_first() -> None:
    assert listing().headings[1].url == "?sort=-weight"


def test_a_second_click_turns_the_order() -> None:
    assert listing("sort=-weight").headings[1].url == "?sort=weight"


def test_a_page_holds_so_many_rows() -> None:
    assert names(listing("page=2", per_page=3)) == ["库4"]


def test_a_page_past_the_end_is_the_last() -> None:
    assert names(listing("page=99", per_page=3)) == ["库4"]


def test_a_chip_starts_again_at_the_first_page() -> None:
    assert (
        chips(RequestFactory().get("/?page=3&sort=name"), "state", [("full", "满")])[0].url == "?sort=name&state=full"
    )


def test_the_chosen_chip_is_marked() -> None:
    found = chips(RequestFactory().get("/?state=full"), "state", [("", "全部"), ("full", "满")])
    assert [chip.active for chip in found] == [False, True]


OFFICE = Actor("林", duties=(Duty(Role.OFFICE, 1, frozenset({1})),))
GROWER = Actor("梅", duties=(Duty(Role.GROWER, 1, frozenset({1})),))
GUIDE = Entry("组件样例", "styleguide", "palette", Section.SYSTEM, permission="base.see_styleguide")


def test_an_entry_is_shown_to_who_may_open_it() -> None:
    assert GUIDE.shown_to(OFFICE)


def test_an_entry_is_hidden_from_who_may_not_open_it() -> None:
    assert not GUIDE.shown_to(GROWER)


def test_a_phone_has_at_most_four_tabs_beside_ones_own() -> None:
    assert len(navigation.tabs(navigation.groups(OFFICE, "/"))) <= 4


def test_the_nearest_entry_is_where_one_is() -> None:
    outer, inner = (navigation.Link(url, url, "x", url, True, 50) for url in ("/storage/", "/storage/plans/"))
    assert [link.here for link in navigation.only_nearest([outer, inner])] == [False, True]


@pytest.mark.parametrize(
    ("shown_as", "wanted"),
    [
        (tonnes(18_400_000), "18.4"),
        (whole_yuan(1_234_567), "12,346"),
        (whole_yuan(-150), "-2"),
        (percent(0.834), "83%"),
        (ago(None), "从未"),
        (ago(NOW - timedelta(seconds=20), NOW), "刚刚"),
        (ago(NOW - timedelta(minutes=40), NOW), "40 分钟前"),
        (ago(NOW - timedelta(days=3), NOW), "3 天前"),
    ],
)
def test_a_figure_is_shown_as_people_read_it(shown_as: str, wanted: str) -> None:
    assert shown_as == wanted


def test_who_may_issue_tokens_is_led_to_the_pages_of_the_api() -> None:
    links = [link.url for group in navigation.groups(OFFICE, "/") for link in group.links]
    assert {"/api/v1/docs", "/api/v1/tokens"} <= set(links)


def test_a_grower_is_not_led_to_the_pages_of_the_api() -> None:
    links = [link.url for group in navigation.groups(GROWER, "/") for link in group.links]
    assert not [url for url in links if url.startswith("/api/")]


@pytest.mark.parametrize("label", ["已存（吨）", "Stock (吨)"])
def test_a_card_shows_the_unit_that_its_heading_said(label: str) -> None:
    column = Column("stock", label, lambda row: row.weight, number=True, card="right")
    listing = Listing(RequestFactory().get("/"), (column,), ROWS)
    assert {cell.unit for row in listing.shown for cell in row.cells} == {"吨"}


def test_a_dash_on_a_card_has_no_unit() -> None:
    column = Column("stock", "已存（吨）", lambda row: "—", number=True, card="right")
    listing = Listing(RequestFactory().get("/"), (column,), ROWS)
    assert [cell.unit for cell in listing.shown[0].cells] == [""]


def test_every_weight_in_a_column_has_as_many_decimals() -> None:
    assert [tonnes_column(weight_g) for weight_g in (161_000_000, 8_650_000)] == ["161.0", "8.6"]


def test_a_period_is_named_by_its_last_day() -> None:
    assert day_before(date(2026, 8, 1)) == date(2026, 7, 31)

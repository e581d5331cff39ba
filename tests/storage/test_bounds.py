"""What is plausible in a table that comes in: shipped, set by the office with the reason, used by every import."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lilian.base.policy import Role
from lilian.sheets import Book, Sheet
from lilian.storage import actions, queries
from lilian.storage.actions.lots import TooHeavy
from lilian.storage.actions.thresholds import NoSuchDay, SeasonBackwards, ThresholdOutOfReach
from lilian.storage.queries.thresholds import ALL_GROUPS, ALL_LIMITS, ALL_SHIPPED
from lilian.storage.sheets.bounds import shipped_bounds
from lilian.storage.sheets.limits import BOUND_LIMITS, BOUNDS_SHIPPED
from lilian.storage.values import LotDraft
from lilian.web.shell.tables.check import look_through
from lilian.web.shell.tables.registry import flow_named
from lilian.web.storage.stores.forms.thresholds import ThresholdForm
from tests.storage.stores import NOW, TODAY, TONNE, County, the_county

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return the_county()


def put(county: County, name: str, shown: str) -> int:
    lin = county.actor(Role.OFFICE)
    return actions.set_threshold(actor=lin, name=name, shown=Decimal(shown), reason="联席会议定的", now=NOW)


def test_the_shipped_bounds_hold_until_the_office_sets_one(county: County) -> None:
    assert queries.bounds() == shipped_bounds()
    put(county, "heaviest_lot_g", "100")
    put(county, "season_first", "815")
    put(county, "within_deg", "0.4")
    now = queries.bounds()
    assert (now.heaviest_lot_g, now.season_first, now.within_deg) == (100 * TONNE, "08-15", 0.4)


def test_every_bound_is_in_words_and_in_one_group() -> None:
    grouped = [name for _, names in ALL_GROUPS for name in names]
    assert sorted(grouped) == sorted(ALL_LIMITS) == sorted(ALL_SHIPPED)


@pytest.mark.parametrize("name", BOUND_LIMITS)
def test_a_shipped_bound_is_one_the_office_could_set(name: str) -> None:
    limit, shown = BOUND_LIMITS[name], BOUNDS_SHIPPED[name]
    assert limit.least <= shown <= limit.most
    assert shown % limit.step == 0


@pytest.mark.parametrize(
    ("name", "shown", "refusal"),
    [
        ("season_first", "931", NoSuchDay),
        ("season_last", "229", NoSuchDay),
        ("season_first", "1201", SeasonBackwards),
        ("season_last", "701", SeasonBackwards),
        ("within_deg", "9", ThresholdOutOfReach),
    ],
)
def test_a_bound_that_cannot_stand_is_refused(county: County, name: str, shown: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        put(county, name, shown)
    assert queries.bounds() == shipped_bounds()


def test_a_day_is_shown_as_month_and_day(county: County) -> None:
    put(county, "season_first", "815")
    lin = county.actor(Role.OFFICE)
    card, (line,) = queries.threshold_card(lin, "season_first"), queries.threshold_history(lin, "season_first")
    assert (card.text, card.shipped_text, line.text) == ("08-15", "08-01", "08-15")


@pytest.mark.parametrize(("said", "valid"), [("08-15", True), ("8月15日", True), ("8/15", True), ("八月中", False)])
def test_a_day_is_read_as_people_write_it(county: County, said: str, valid: bool) -> None:
    card = queries.threshold_card(county.actor(Role.OFFICE), "season_first")
    form = ThresholdForm({"shown": said, "reason": "早熟"}, card=card)
    assert form.is_valid() is valid
    assert form.cleaned_data.get("shown") == (Decimal(815) if valid else None)


def test_a_lot_heavier_than_the_office_says_is_not_registered(county: County) -> None:
    draft = LotDraft("P900", county.store.organisation_id, county.variety.pk, "一级", 150 * TONNE, TODAY, 36.7, 110.9)
    put(county, "heaviest_lot_g", "100")
    with pytest.raises(TooHeavy):
        actions.add_lot(actor=county.actor(Role.OFFICE), draft=draft, now=NOW)


TITLES = ["批次号", "收购点", "经度", "纬度", "品种", "等级", "数量(吨)", "采收日期"]


def said_of(county: County, **changes: Any) -> list[str]:
    """Codes of what is wrong with one row of lots that comes in."""
    row = {"code": "P1", "point": "点", "lon": 110.9, "lat": 36.7, "variety": "玉露香梨", "grade": "一级"}
    row |= {"weight_g": "150吨", "harvest_date": date(2026, 9, 10)} | changes
    book = Book([Sheet("待储批次", [TITLES, list(row.values())])])
    verdict = look_through(flow_named("lots"), book, actor=county.actor(Role.OFFICE), now=NOW)
    return [problem.code for problem in verdict.reading.problems]


@pytest.mark.parametrize(
    ("name", "shown", "changes", "code"),
    [
        ("heaviest_lot_g", "100", {}, "too_heavy"),
        ("season_first", "915", {}, "too_early"),
        ("season_last", "905", {}, "too_late"),
        ("within_deg", "0.1", {"lat": 36.95}, "point_too_far"),
    ],
)
def test_a_table_that_comes_in_is_judged_by_what_the_office_set(
    county: County, name: str, shown: str, changes: dict[str, Any], code: str
) -> None:
    assert said_of(county, **changes) == []
    put(county, name, shown)
    assert said_of(county, **changes) == [code]

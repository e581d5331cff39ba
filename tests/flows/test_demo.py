"""The demo county: at the alliance's scale, the same every time, plainly marked."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from django.contrib.auth import get_user_model
from stdnum.cn import uscc

from lilian.base import audit
from lilian.base.actors import system
from lilian.base.policy import Role
from lilian.brand.models import Licence
from lilian.catalog import queries as catalog
from lilian.flows import demo
from lilian.flows.demo.geography import CENTRE, villages
from lilian.flows.demo.load import AlreadyLoaded
from lilian.flows.demo.organisations import organisation_rows
from lilian.flows.demo.people import everyone
from lilian.keeping import queries as keeping
from lilian.keeping.queries import soundness
from lilian.members import queries
from lilian.members.values import OrganisationKind
from lilian.receiving import queries as receiving
from lilian.receiving.models import Slip
from lilian.receiving.queries.soundness import slip_faults
from lilian.sheets import read_book
from lilian.storage import actions as storage
from lilian.storage.models import Room
from lilian.usage import actions as usage
from lilian.usage.values import ReportDraft
from lilian.web.shell.tables.check import look_through
from lilian.web.shell.tables.flow import TableFlow, counts
from lilian.web.shell.tables.papers import exported
from lilian.web.shell.tables.registry import flows
from tests.prepared import standing

NOW = datetime(2026, 9, 18, 4, tzinfo=UTC)
TODAY = date(2026, 9, 18)
READER = system("test")


@pytest.fixture(scope="module")
def county(django_db_setup: None, django_db_blocker: object) -> object:
    """Loaded once for the module, taken back at its end."""
    with standing(django_db_blocker):
        demo.load(now=NOW)
        yield


@pytest.fixture
def here(county: None, db: None) -> None:
    pass


def rows(seed: int) -> tuple[list, list]:
    random = Random(seed)
    organisations = organisation_rows(random, villages(random, 29))
    return organisations, everyone(random, organisations)


def test_the_same_seed_gives_the_same_county() -> None:
    assert rows(1) == rows(1)


def test_another_seed_gives_another_county() -> None:
    assert rows(1) != rows(2)


def test_every_credit_code_is_valid_and_its_own() -> None:
    codes = [row["uscc"] for row in rows(1)[0]]
    assert all(uscc.is_valid(code) for code in codes)
    assert len(set(codes)) == len(codes)


def test_every_organisation_says_it_is_a_demo() -> None:
    assert all(row["note"].startswith("演示数据") for row in rows(1)[0])


def test_villages_lie_around_the_county_centre() -> None:
    assert all(abs(one.lat - CENTRE[0]) < 0.25 and abs(one.lon - CENTRE[1]) < 0.25 for one in villages(Random(1), 29))


def test_the_county_has_the_members_of_the_alliance(here: None) -> None:
    counts = queries.members_by_kind(READER, on=TODAY)
    assert (counts[OrganisationKind.ECOMMERCE], counts[OrganisationKind.LOGISTICS]) == (12, 4)
    assert (counts[OrganisationKind.PROCESSING], counts[OrganisationKind.VILLAGE]) == (39, 29)
    assert (counts[OrganisationKind.COOPERATIVE], counts[OrganisationKind.STATION]) == (88, 160)
    assert counts[OrganisationKind.SHOP] == 132


def test_there_are_four_thousand_growers(here: None) -> None:
    held = Counter(queries.posts(READER, on=TODAY).values_list("role", flat=True))
    assert held[Role.GROWER] == 4_000
    assert set(held) == set(Role)


def test_there_are_62_places_for_stores(here: None) -> None:
    assert queries.places(READER, kind="store").count() == 62


@pytest.mark.parametrize("account", demo.accounts(), ids=lambda account: account.username)
def test_each_account_signs_in_as_its_role(here: None, account: demo.Account) -> None:
    user = get_user_model().objects.get(username=account.username)
    assert queries.actor_for(user, now=NOW).roles == {account.role}


def test_every_role_has_an_account() -> None:
    assert {account.role for account in demo.accounts()} == set(Role)


def test_a_second_load_is_refused(here: None) -> None:
    with pytest.raises(AlreadyLoaded):
        demo.load(now=NOW)


def test_the_demo_knows_its_day(here: None) -> None:
    assert demo.today() == TODAY


def test_the_day_has_a_season_and_a_standard(here: None) -> None:
    assert catalog.season_on(TODAY).code == "2026"
    assert catalog.grade_for(460, None, TODAY).name == "特级"


def test_the_audit_chain_is_whole_after_loading(here: None) -> None:
    assert list(audit.faults()) == []


def test_the_rooms_of_the_demo_keeper_hold_the_fruit_of_several(here: None) -> None:
    keeper = queries.actor_for(get_user_model().objects.get(username="demo-keeper"), now=NOW)
    rooms = keeping.rooms(keeper, now=NOW)
    assert all(room.stock_g == sum(lot.weight_g for lot in room.lots) > 0 for room in rooms)
    assert len({lot.owner for room in rooms for lot in room.lots}) >= 4
    assert [load.left_g for load in keeping.loads(keeper, now=NOW)] == [3_200_000]
    open_alarms = [(one.kind, one.acknowledged_at is None) for one in keeping.alarms(keeper, open_only=True)]
    assert open_alarms == [("freezing", True), ("dry", False)]
    assert {one.status for one in keeping.requests(keeper)} == {"asked", "accepted"}


def test_what_the_demo_keeps_agrees_with_the_goods_journal(here: None) -> None:
    assert list(soundness.put_away_faults(lambda done: None)) == []
    assert list(soundness.booking_faults(lambda done: None)) == []


@pytest.mark.parametrize("flow", flows().values(), ids=lambda flow: flow.name)
def test_whatever_table_goes_out_to_excel_comes_back_with_no_change(here: None, flow: TableFlow) -> None:
    office = queries.actor_for(get_user_model().objects.get(username="demo-office"), now=NOW)
    if flow.name == "room_outages":  # the demo has no room out of use
        room = Room.objects.earliest("pk")
        storage.put_room_out_of_use(
            actor=office, room_id=room.pk, reason="换压缩机", starts_on=TODAY, ends_on=None, now=NOW
        )
    if flow.name == "use_reports":  # the month with labels is not over yet
        draft = ReportDraft(Licence.objects.get(organisation__code="J01").pk, TODAY, 60, "点过两遍")
        usage.report(actor=office, draft=draft, now=NOW + timedelta(days=40))
    verdict = look_through(flow, read_book(exported(flow, office, NOW), "导出.xlsx"), actor=office, now=NOW)
    assert (verdict.problems, verdict.reading.rows != []) == ([], True)
    assert verdict.outcome is not None
    assert counts(verdict.outcome) == (0, 0, len(verdict.reading.rows))


def test_the_demo_has_two_weeks_of_slips(here: None) -> None:
    grower = queries.actor_for(get_user_model().objects.get(username="demo-grower"), now=NOW)
    assert Slip.objects.values("day").distinct().count() == 15
    assert not Slip.objects.filter(weighed_at__gt=NOW).exists()
    assert receiving.slips(grower).exists()
    assert list(slip_faults(lambda done: None)) == []


def test_the_mark_of_origin_has_labels_out_and_more_asked_for(here: None) -> None:
    licences = {one.organisation.code: one for one in Licence.objects.select_related("organisation")}
    assert set(licences) == {"C001", "J01", "J02"}
    assert {one.count: hasattr(one, "issue") for one in licences["J01"].asks.all()} == {
        24: True,
        40: False,
        60: True,
    }
    assert {one.last - one.first + 1 for one in licences["J01"].issues.all()} == {24, 60}

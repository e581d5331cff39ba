"""Every page x every role x own and foreign records: the answer is what the policy table says, page by page."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from lilian.base.actors import system
from lilian.base.models import User
from lilian.base.policy import Role, Scope, scopes
from lilian.catalog.models import Standard, Variety
from lilian.flows.receiving import receive_fruit
from lilian.members.models import Household, Organisation, Person, Post
from lilian.receiving.values import Certificate, NoCertificate, Priced, Seller, SlipDraft, Weighing
from lilian.stock import actions as stock_actions
from lilian.stock.models import Location
from lilian.stock.values import LocationDraft, LocationKind
from lilian.storage import actions as storage_actions
from lilian.storage.models import PendingLot
from tests.api import world as storage_world
from tests.api.work import work_off
from tests.brand import world as brand_world
from tests.certificates import world as certificates_world
from tests.contracts import world as contracts_world
from tests.keeping import world as keeping_world
from tests.ledger import world as ledger_world
from tests.packing import world as packing_world
from tests.permissions.table import OPEN, PAGES, SIGNED_IN, Row
from tests.prepared import ON_POSTGRES, standing
from tests.purchasing import world as purchasing_world
from tests.quality import world as quality_world
from tests.settlement import world as settlement_world
from tests.sorting import world as sorting_world
from tests.storage import stores as storage_stores
from tests.tracing import world as tracing_world

pytestmark = pytest.mark.django_db
JOINED = date(2020, 1, 1)
Records = dict[str, tuple[int, int]]
ELSEWHERE = ("account_", "mfa_", "api:", "tables:")  # django-allauth's own; the API's matrix; the tables' own tests
NOBODY = 999_999


def names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from names(pattern, inner)
        elif pattern.name:
            yield f"{space}{pattern.name}"


OURS = sorted({name for name in names(get_resolver()) if not name.startswith(ELSEWHERE)})
# One kind of record behind the other, so that each is made once.
ASKED = sorted(
    (name for name in OURS if name in PAGES and PAGES[name].needs not in (OPEN, SIGNED_IN)),
    key=lambda name: PAGES[name].record,
)


def organisation(code: str) -> Organisation:
    return Organisation.objects.create(code=code, name=code, kind="cooperative", level="base", joined_on=JOINED)


def person(code: str, at: Organisation, role: Role) -> Person:
    user = User.objects.create_user(f"user-{code}")
    made = Person.objects.create(code=code, name=code, organisation=at, user=user)
    Post.objects.create(person=made, role=role, organisation=at, starts_on=JOINED)
    return made


def household(code: str, at: Organisation) -> int:
    return Household.objects.create(code=code, organisation=at).pk


def solved_plan() -> int:
    actor = system("test")
    key = storage_actions.start_live_plan(actor=actor, first_day=timezone.localdate(), now=timezone.now())
    work_off()
    return key


def arrivals(world: storage_world.World) -> tuple[int, int]:
    """A load that Guo's store expects, and one that Qiao's does."""
    plan = storage_stores.plan(title="adopted")
    lines = [storage_stores.expected(plan, store) for store in (world.store, world.foreign_store)]
    return lines[0].pk, lines[1].pk


def points(home: Organisation, away: Organisation) -> tuple[int, int]:
    """Where Guo's co-op takes fruit, and where Qiao's does."""
    actor, now = system("test"), timezone.now()
    drafts = [LocationDraft(f"SG-{one.code}", one.code, LocationKind.COLLECTION_POINT, one.pk) for one in (home, away)]
    first, second = [stock_actions.open_location(actor=actor, draft=draft, now=now) for draft in drafts]
    return first, second


def slips(home: Organisation, away: Organisation) -> tuple[int, int]:
    """A slip of each co-op's point, of a household of its own."""
    made = []
    for coop in (home, away):
        point, seller = Location.objects.get(code=f"SG-{coop.code}"), Household.objects.get(organisation=coop)
        made.append(received(point.pk, seller.pk, f"slip-{coop.code}"))
    return made[0], made[1]


def received(point_id: int, household_id: int, key: str) -> int:
    now = timezone.now()
    draft = SlipDraft(
        location_id=point_id,
        seller=Seller(household_id=household_id),
        variety_id=Variety.objects.get(code="T-YLX").pk,
        harvest_date=timezone.localdate(now),
        weighing=Weighing(100_000),
        certificate=Certificate(absence=NoCertificate.NOT_ISSUED),
        price=Priced(),
        weighed_at=now,
    )
    return receive_fruit(actor=system("test"), draft=draft, client_key=key, now=now).slip_id


@pytest.fixture(scope="module")
def records(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[Records]:
    """Keys of each kind of record: (own, foreign); public ones are the same twice. Made once for a kind of record."""
    with standing(django_db_blocker):
        yield made_for(request.param)


@pytest.fixture(scope="module")
def cast(records: Records) -> dict[Role, Client]:
    """Somebody at home in each role, signed in; on the second engine only in those that see most."""
    roles = (Role.OFFICE, Role.COOP_MANAGER, Role.GROWER) if ON_POSTGRES else Role
    return {role: as_role(role, records["organisation"][0]) for role in roles}


def made_for(wanted: str) -> Records:
    home, away = organisation("HOME"), organisation("AWAY")
    guo, qiao = person("GUO", home, Role.GROWER), person("QIAO", away, Role.GROWER)
    made = storage_world.made(home, away)
    standard = Standard.objects.create(code="S", name="标准")
    plan = solved_plan() if wanted == "plan" else NOBODY
    return {
        "arrival": arrivals(made) if wanted == "arrival" else (NOBODY, NOBODY),
        "organisation": (home.pk, away.pk),
        "person": (guo.pk, qiao.pk),
        "household": (household("H1", home), household("H2", away)),
        "point": points(home, away),
        "slip": slips(home, away) if wanted == "slip" else (NOBODY, NOBODY),
        "post": (guo.posts.get().pk, qiao.posts.get().pk),
        "store": (made.store.pk, made.foreign_store.pk),
        "room": (made.room.pk, made.foreign_room.pk),
        "place": (made.store.place_id, made.foreign_store.place_id),
        "lot": (made.lot.pk, made.foreign_lot.pk),
        "standard": (standard.pk, standard.pk),
        "job": (NOBODY, NOBODY),
        "plan": (plan, plan),
        **brand_world.records(home, away, wanted),
        **certificates_world.records(home, away, wanted),
        **contracts_world.records(home, away, wanted),
        **packing_world.records(home, away, wanted),
        **sorting_world.records(home, away, wanted),
        **purchasing_world.records(home, away, wanted),
        **quality_world.records(home, away, wanted),
        **keeping_world.records(home, away, wanted),
        **ledger_world.records(home, away, wanted),
        **settlement_world.records(home, away, wanted),
        **tracing_world.records(home, away, wanted),
        "nothing": (NOBODY, NOBODY),
    }


def opened(client: Client, name: str, row: Row, key: int) -> int:
    """The status of the page; of an empty form where it only takes forms."""
    address = reverse(name, args=[*([key] if row.record else []), *row.more])
    status = client.get(address).status_code
    return client.post(address, {}).status_code if status == 405 else status


def as_role(role: Role, home: int) -> Client:
    client = Client()
    client.force_login(person(f"ROLE-{role}", Organisation.objects.get(pk=home), role).user)
    return client


def test_every_address_has_its_row() -> None:
    assert [name for name in OURS if name not in PAGES] == []


def test_every_row_has_its_address() -> None:
    assert [name for name in PAGES if name not in OURS] == []


def test_a_stranger_is_sent_to_sign_in() -> None:
    """Whether or not there is such a record: the page is not there to be asked."""
    closed = [name for name in OURS if name in PAGES and PAGES[name].needs != OPEN]
    stranger = Client()
    answers = {name: opened(stranger, name, PAGES[name], NOBODY) for name in closed}
    programs = {name: 401 for name in closed if name.startswith("epcis:")}  # a program is not sent to a page
    assert {name: status for name, status in answers.items() if status != programs.get(name, 302)} == {}


@pytest.mark.parametrize(("name", "records"), [(name, PAGES[name].record) for name in ASKED], indirect=["records"])
def test_a_role_sees_exactly_what_the_policy_says(name: str, records: Records, cast: dict[Role, Client]) -> None:
    row = PAGES[name]
    table = scopes(row.needs)
    own, foreign = records[row.record] if row.record else (0, 0)
    told: dict[str, int] = {}
    for role, client in cast.items():
        if table.get(role) is Scope.MINE:
            oneself = Person.objects.filter(code=f"ROLE-{role}")
            PendingLot.objects.filter(pk=records["lot"][0]).update(grower=oneself.get())
            oneself.update(household=records["household"][0])  # a slip is of a household
        status = opened(client, name, row, own)
        if role not in table:
            told |= {} if status in (403, 404) else {f"{role} without right": status}
        elif own != NOBODY and not row.more:
            told |= {f"{role} on own": status} if status in (403, 404) or status >= 500 else {}
        if row.scoped and table.get(role) in (Scope.OWN, Scope.MINE):
            away = opened(client, name, row, foreign)
            told |= {} if away == 404 else {f"{role} on foreign": away}
    assert told == {}


@pytest.mark.parametrize("name", [name for name in OURS if PAGES.get(name, Row(OPEN)).needs == SIGNED_IN])
def test_every_role_has_its_own_pages(name: str) -> None:
    home = organisation("HOME").pk
    assert {role: opened(as_role(role, home), name, PAGES[name], 0) for role in Role} == dict.fromkeys(Role, 200)

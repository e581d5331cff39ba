"""Load the demo county, once, in one transaction."""

from datetime import date, datetime
from random import Random

from django.db import transaction
from django.utils import timezone

from lilian.base.actors import Actor, system
from lilian.flows.demo.accounts import ACCOUNTS, AUTHOR
from lilian.flows.demo.brand import load_brand
from lilian.flows.demo.catalog import load_catalog
from lilian.flows.demo.certificates import load_certificates
from lilian.flows.demo.contracts import load_contracts
from lilian.flows.demo.crates import load_crates
from lilian.flows.demo.geography import TOWNSHIPS, villages
from lilian.flows.demo.idling import load_idling, load_withdrawals
from lilian.flows.demo.keeping import load_keeping
from lilian.flows.demo.ledger import load_ledger
from lilian.flows.demo.mixed import load_mixed
from lilian.flows.demo.orchard import load_orchard
from lilian.flows.demo.organisations import MARK, organisation_rows
from lilian.flows.demo.packing import load_packing
from lilian.flows.demo.parcels import load_parcels
from lilian.flows.demo.passport import load_passport
from lilian.flows.demo.people import everyone, household_rows, in_households, store_owners
from lilian.flows.demo.places import place_rows, with_households
from lilian.flows.demo.purchasing import load_purchasing
from lilian.flows.demo.quality import load_quality
from lilian.flows.demo.receiving import load_receiving
from lilian.flows.demo.settlement import load_settlement
from lilian.flows.demo.sorting import load_sorting
from lilian.flows.demo.storage import load_storage
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone
from lilian.members import actions, queries

SEED = 20210614  # the day the alliance was written about
VILLAGES = 29
OFFICE = "LM01"
DAY_MARK = "，演示日期 "
# Each has dice of its own: more of one must not change the others, nor who lives in the county.
STATIONS = (
    (7, load_idling),
    (2, load_crates),
    (3, load_receiving),
    (7, load_packing),
    (15, load_parcels),
    (4, load_keeping),
    (8, load_quality),
    (9, load_sorting),
    (10, load_withdrawals),
    (12, load_ledger),
    (14, load_settlement),
    (11, load_contracts),
    (13, load_purchasing),
    (18, load_mixed),
    (15, load_passport),
    (19, load_orchard),
    (16, load_certificates),
    (17, load_brand),
)


class AlreadyLoaded(AlreadyDone):
    code = "flows.demo_already_loaded"
    sentence = gettext_noop("演示数据已经装过了。")


def already_loaded() -> bool:
    return today() is not None


def today() -> date | None:
    """The day the demo's peak begins, as it was loaded; None if there is no demo here."""
    office = queries.organisations(system(AUTHOR)).filter(code=OFFICE, note__startswith=MARK).first()
    return date.fromisoformat(office.note.rpartition(DAY_MARK)[2]) if office else None


@transaction.atomic
def load(*, now: datetime, seed: int = SEED) -> None:
    """Fill an empty database. The peak's first day is the county's date at `now`; everything hangs on it.

    :raises AlreadyLoaded: if the demo is there
    """
    if already_loaded():
        raise AlreadyLoaded()
    actor, day = system(AUTHOR), timezone.localdate(now)
    load_catalog(actor, day, now)
    owners = _load_members(actor, _dice(seed), day, now)
    load_storage(actor, _dice(seed + 1), owners, day, now)
    for number, load_station in STATIONS:
        load_station(actor, _dice(seed + number), day, now)


def _dice(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - not for secrets


def _load_members(actor: Actor, random: Random, day: date, now: datetime) -> list[str]:
    homes = villages(random, VILLAGES)
    organisations = organisation_rows(random, homes)
    organisations[0]["note"] = f"{MARK}{DAY_MARK}{day.isoformat()}"
    people = in_households(everyone(random, organisations))
    owners = store_owners([row["code"] for row in organisations])
    actions.add_townships(actor=actor, drafts=TOWNSHIPS, now=now)
    actions.apply_rows(actor=actor, table="organisations", rows=organisations, now=now)
    actions.apply_rows(actor=actor, table="households", rows=household_rows(people), now=now)
    actions.apply_rows(actor=actor, table="people", rows=[one.row for one in people], now=now)
    actions.give_posts(actor=actor, rows=[one.post for one in people], now=now)
    places = with_households(place_rows(random, homes, organisations, owners), household_rows(people))
    actions.apply_rows(actor=actor, table="places", rows=places, now=now)
    for account in ACCOUNTS:
        actions.open_account(actor=actor, person_code=account.person_code, username=account.username, now=now)
    return owners

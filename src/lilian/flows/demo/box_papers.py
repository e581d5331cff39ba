"""What stands behind the demo's gift boxes beside the fruit: farm inputs, a certificate, a parcel that arrived."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from lilian.base.actors import Actor
from lilian.catalog import queries as catalog
from lilian.certificates import actions as certificates
from lilian.certificates import queries as certified
from lilian.certificates.values import Basis, CertificateDraft, Part
from lilian.members import queries as members
from lilian.parcels import actions as parcels
from lilian.parcels.values import Carriage, ParcelDraft, Receiver
from lilian.supplies import actions as supplies
from lilian.supplies.values import Brought, Fetched, Spot

# By article number: how many days before the demo's first day growers fetched so many.
FETCHED = (("N-007", 130, 2), ("N-006", 112, 4), ("N-001", 200, 6))
CERTIFIED, SENT = 16, 6


@dataclass(frozen=True)
class Behind:
    """Whose fruit the boxes are made of, who packed them, and the graded lot they came out of."""

    coop: int
    homes: Sequence[int]
    packer: int
    graded: int


def load_papers(actor: Actor, behind: Behind, day: date) -> None:
    """Growers fetch before they pick; the packer tests the graded lot and promises for it."""
    numbers = dict(catalog.farm_inputs().values_list("code", "pk"))
    for code, ago, count in FETCHED:
        _fetched(actor, behind, numbers[code], count, _noon(day, ago))
    _promised(actor, behind, _noon(day, CERTIFIED))


def send(actor: Actor, line: int, codes: Sequence[str], at: datetime) -> None:
    """Some of the boxes go to a shop and arrive the day after."""
    shop = members.organisations(actor).filter(kind="shop").order_by("code").first()
    receiver = Receiver(shop.pk) if shop else Receiver(None, "演示水果店", "0351-0000004")
    draft = ParcelDraft(line, receiver, tuple(codes[:SENT]), carriage=Carriage("县农产品物流"), loaded_at=at)
    parcel = parcels.send(actor=actor, draft=draft, client_key="demo-gift-parcel", now=at)
    there = at + timedelta(hours=20)
    parcels.arrive(actor=actor, parcel_id=parcel, at=there, now=there)


def _noon(day: date, ago: int) -> datetime:
    return datetime.combine(day - timedelta(days=ago), time(12), timezone.get_current_timezone())


def _fetched(actor: Actor, behind: Behind, farm_input: int, count: int, at: datetime) -> None:
    about = f"demo-gift:{farm_input}"
    brought = [Brought(farm_input, count * len(behind.homes), f"D{farm_input:04d}", None, about)]
    supplies.bring(actor=actor, spot=Spot(behind.coop), brought=brought, now=at)
    for home in behind.homes:
        fetched = Fetched(behind.coop, home, ((farm_input, count),), "演示", about)
        supplies.hand_out(actor=actor, fetched=fetched, client_key=f"{about}-{home}", now=at)


def _promised(actor: Actor, behind: Behind, at: datetime) -> None:
    found = certified.proposal(actor, [behind.graded], behind.packer)
    draft = CertificateDraft(
        form=found.form,
        organisation_id=behind.packer,
        variety_id=found.variety_id,
        weight_g=sum(found.lots.values()),
        signed_by="演示质检员",
        bases=(Basis.CONTROL, Basis.OWN_TEST),
        contact="0357-0000001",
        test="胶体金快检，四项合格",
        used="苯醚甲环唑",
        lots=tuple(Part(lot_id, weight_g) for lot_id, weight_g in found.lots.items()),
    )
    certificates.issue(actor=actor, draft=draft, client_key="demo-gift-certificate", now=at)

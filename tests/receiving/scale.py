"""Guo's collection point with its clerk Wen; Mei sells there, Qiao at another co-op's."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from lilian.base.actors import Actor, system
from lilian.base.policy import Role
from lilian.catalog import actions as catalog
from lilian.flows.receiving import receive_fruit
from lilian.members import actions as members
from lilian.members.values import HouseholdDraft, PlaceDraft, PlaceKind
from lilian.receiving import actions
from lilian.receiving.values import (
    Certificate,
    NoCertificate,
    Priced,
    PriceDraft,
    PriceKind,
    Recorded,
    Seller,
    SlipDraft,
    Weighing,
)
from tests.members.cast import Cast, person, signed_up, the_cast

NOW = datetime(2026, 9, 18, 4, tzinfo=UTC)
TODAY = date(2026, 9, 18)
KG = 1_000
SYSTEM = system("test")


@dataclass(frozen=True)
class Scale:
    """`point` and `other_point` are stock locations; Mei's household has one block."""

    cast: Cast
    place: int
    point: int
    other_point: int
    mei: int
    qiao: int
    block: int
    variety: int

    def actor(self, name: str) -> Actor:
        return self.cast.actor(name)

    def draft(self, **changes: Any) -> SlipDraft:
        """Mei brings 100 kg in five crates that weigh 2 kg each."""
        said = SlipDraft(
            location_id=self.point,
            seller=Seller(household_id=self.mei),
            variety_id=self.variety,
            harvest_date=TODAY,
            weighing=Weighing(110 * KG, 10 * KG, 5),
            certificate=Certificate(absence=NoCertificate.NOT_ISSUED),
            price=Priced(PriceKind.OPEN),
            weighed_at=NOW,
        )
        return replace(said, **changes)

    def received(self, key: str = "k", actor: str = "wen", now: datetime = NOW, **changes: Any) -> Recorded:
        return receive_fruit(actor=self.actor(actor), draft=self.draft(**changes), client_key=key, now=now)

    def posted(self, fen_per_kg: int | None, point: int | None = None, at: datetime = NOW, grade: str = "") -> int:
        draft = PriceDraft(self.variety, at, fen_per_kg, point, grade)
        return actions.post_price(actor=self.actor("lin"), draft=draft, now=at)


def place(code: str, organisation_id: int, kind: PlaceKind, **more: Any) -> int:
    draft = PlaceDraft(code, f"{code}收购点", kind, 36.7, 110.9, organisation_id=organisation_id, **more)
    return members.add_place(actor=SYSTEM, draft=draft, now=NOW)


def household(code: str, organisation_id: int, person_id: int) -> int:
    draft = HouseholdDraft(organisation_id, code=code)
    return members.add_household(actor=SYSTEM, draft=draft, head_id=person_id, now=NOW)


def the_scale() -> Scale:
    cast = the_cast()
    cast.people["wen"] = person("温过秤", cast.coop, "13800008009", Role.CLERK)
    cast.people["ren"] = person("任志国", cast.bureau, "13800008010", Role.BUREAU_OFFICER)
    cast.users.update({name: signed_up(cast.people[name], name) for name in ("wen", "ren")})
    mei = household("H-MEI", cast.coop, cast.people["mei"])
    qiao = household("H-QIAO", cast.other_coop, cast.people["qiao"])
    here = place("SG1", cast.coop, PlaceKind.COLLECTION_POINT)
    there = place("SG2", cast.other_coop, PlaceKind.COLLECTION_POINT)
    return Scale(
        cast=cast,
        place=here,
        point=actions.open_point(actor=SYSTEM, place_id=here, now=NOW),
        other_point=actions.open_point(actor=SYSTEM, place_id=there, now=NOW),
        mei=mei,
        qiao=qiao,
        block=place("DK1", cast.coop, PlaceKind.BLOCK, household_id=mei),
        variety=catalog.add_variety(actor=SYSTEM, code="YLX", name="玉露香梨", now=NOW),
    )

"""Mei's household of Guo's co-operative and Qiao's of another; Hai's firm buys; Lin keeps templates and quotations."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from lilian.base.actors import Actor, system
from lilian.base.policy import Role
from lilian.catalog import actions as catalog
from lilian.catalog.values import COUNTY_BANDS
from lilian.contracts import actions, queries
from lilian.contracts.queries.drafts import Many
from lilian.contracts.values import (
    Clause,
    Deduction,
    GradeRule,
    Hand,
    MarketDraft,
    Measure,
    Method,
    MonthDay,
    Party,
    Penalties,
    PriceRule,
    QuotationDraft,
    RuleKind,
    Sheet,
    TermsInForce,
    YearlyMilestone,
)
from lilian.members import actions as members
from lilian.members.values import HouseholdDraft, OrganisationKind, PlaceDraft, PlaceKind
from tests.members.cast import Cast, organisation, person, signed_up, the_cast

SPRING = datetime(2026, 4, 2, 4, tzinfo=UTC)
DAY = date(2026, 4, 2)
AUTUMN = datetime(2026, 9, 18, 4, tzinfo=UTC)
HARVEST = date(2026, 9, 18)
SYSTEM = system("test")
KG = 1_000
PEN = b"\x89PNG\r\n\x1a\n strokes"
FLOOR = PriceRule(RuleKind.FLOOR, 600, "XH", window_days=30)
SHEET = Sheet(
    grades=(GradeRule("first", 700, FLOOR), GradeRule("second", 300, PriceRule(RuleKind.FIXED, 350))),
    deliver_from=MonthDay(9, 5),
    deliver_until=MonthDay(10, 25),
    deductions=(Deduction(Measure.DEFECTS, 50, 10, 10, 200),),
    deposit_permille=100,
    credit_permille=200,
    tolerance_permille=100,
    pay_within_days=7,
    penalties=Penalties(1, 200, 200),
    milestones=(
        YearlyMilestone("inputs", "发放农资", MonthDay(4, 20)),
        YearlyMilestone("estimate", "估产", MonthDay(8, 20)),
    ),
    clauses=(Clause("不可抗力", "霜冻、冰雹等按受灾程度减免。"),),
    is_sample=True,
)


@dataclass(frozen=True)
class Orchard:
    cast: Cast
    firm: int
    mei: int
    qiao: int
    block: int
    variety: int
    season: int
    next_season: int
    template: int
    version: int

    def actor(self, name: str) -> Actor:
        return self.cast.actor(name)

    def many(self, *coops: int, **changes: Any) -> Many:
        said = {"season_id": self.season, "buyer_id": self.firm, "version_id": self.version, "g_per_mu": 1_000 * KG}
        return Many(**said, coop_ids=coops or (self.cast.coop,), **changes)

    def made(self, *coops: int, name: str = "lin", key: str = "k", now: datetime = SPRING, **changes: Any) -> list[int]:
        batch = queries.drafts(self.actor(name), self.many(*coops, **changes), now.date())
        return actions.make_contracts(actor=self.actor(name), batch=batch, client_key=key, now=now)

    def newest(self, contract: int) -> int:
        return queries.versions(SYSTEM, contract)[0].pk

    def sign(self, contract: int, *parties: Party, now: datetime = SPRING) -> None:
        for party in parties or tuple(Party):
            hand = Hand(party, "某人", Method.PAD, PEN)
            actions.sign(actor=SYSTEM, terms_ids=[self.newest(contract)], hand=hand, now=now)

    def signed(self) -> int:
        (made,) = self.made()
        self.sign(made)
        return made

    def terms(self, contract: int, day: date = HARVEST) -> TermsInForce:
        (found,) = queries.terms_on(SYSTEM, day, contract_ids=[contract])
        return found

    def quoted(self, fen: int, day: date = HARVEST, grade: str = "first") -> int:
        drafts = [QuotationDraft("XH", self.variety, grade, day, fen, "新华指数")]
        return actions.enter_quotations(actor=self.actor("lin"), drafts=drafts, now=AUTUMN)


def household(code: str, organisation_id: int, person_id: int) -> int:
    draft = HouseholdDraft(organisation_id, code=code)
    return members.add_household(actor=SYSTEM, draft=draft, head_id=person_id, now=SPRING)


def block(code: str, organisation_id: int, household_id: int) -> int:
    draft = PlaceDraft(code, f"{code}号地", PlaceKind.BLOCK, 36.7, 110.9, organisation_id=organisation_id,
                       area_m2=2_000, household_id=household_id)  # fmt: skip
    return members.add_place(actor=SYSTEM, draft=draft, now=SPRING)


def published_standard() -> None:
    standard = catalog.add_standard(actor=SYSTEM, code="S", name="标准", now=SPRING)
    catalog.publish_version(
        actor=SYSTEM, standard_id=standard, effective_from=date(2025, 8, 1), bands=COUNTY_BANDS, source="试", now=SPRING
    )


def season(year: int) -> int:
    return catalog.add_season(
        actor=SYSTEM, code=str(year), name=f"{year} 年产季", starts_on=date(year, 8, 1), ends_on=date(year + 1, 8, 1),
        now=SPRING,
    )  # fmt: skip


def the_template(variety: int) -> tuple[int, int]:
    """With its first version; the market it looks at is not quoted yet."""
    published_standard()
    draft = MarketDraft("XH", "产地收购价格指数", "新华指数")
    actions.add_market(actor=SYSTEM, draft=draft, now=SPRING)
    template = actions.add_template(
        actor=SYSTEM, code="HS", name="红色订单", variety_id=variety, sheet=SHEET, now=SPRING
    )
    return template, queries.template(SYSTEM, template).versions.get().pk


def the_orchard() -> Orchard:
    cast = the_cast()
    firm = organisation("J1", "北纬果品公司", OrganisationKind.PROCESSING)
    cast.people["tao"] = person("陶采购", firm, "13800008011", Role.COOP_MANAGER)
    cast.people["qin"] = person("秦二社", cast.other_coop, "13800008012", Role.COOP_MANAGER)
    cast.users.update({name: signed_up(cast.people[name], name) for name in ("tao", "qin")})
    mei = household("H-MEI", cast.coop, cast.people["mei"])
    qiao = household("H-QIAO", cast.other_coop, cast.people["qiao"])
    own = block("DK1", cast.coop, mei)
    block("DK2", cast.other_coop, qiao)
    variety = catalog.add_variety(actor=SYSTEM, code="YLX", name="玉露香梨", now=SPRING)
    template, version = the_template(variety)
    return Orchard(cast, firm, mei, qiao, own, variety, season(2026), season(2027), template, version)

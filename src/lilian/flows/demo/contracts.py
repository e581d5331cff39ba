"""The demo's order contracts: a thousand households of the first co-operatives with one firm, signed but for a few."""

import zlib
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from struct import pack

from django.utils import timezone

from lilian.base.actors import Actor
from lilian.catalog import queries as catalog
from lilian.contracts import actions, queries
from lilian.contracts.values import (
    ESTIMATE,
    BatchDraft,
    Clause,
    Deduction,
    GradeRule,
    Hand,
    MarketDraft,
    Measure,
    Method,
    MonthDay,
    Over,
    Party,
    Penalties,
    PenaltyDraft,
    PenaltyKind,
    PriceRule,
    QuotationDraft,
    RuleKind,
    Sheet,
    TermsInForce,
    YearlyMilestone,
)
from lilian.flows.receiving import receive_fruit
from lilian.kernel.period import Period
from lilian.ledger import queries as ledger
from lilian.members import queries as members
from lilian.receiving import queries as receiving
from lilian.receiving.values import Certificate, NoCertificate, Priced, PriceKind, Seller, SlipDraft, Weighing

CONTRACTS, COOPERATIVES, UNSIGNED, FOLLOWED = 1_000, 30, 40, 12
BUYER, MARKET = "J01", "XH"
INPUTS = ("有机肥 20 袋", "果袋 1 万只")
SOURCE = "新华指数·隰县玉露香梨产地收购价格"
# Origin purchase prices in fen a kilogram as the index gave them on 2 March 2026; the other days are invented.
QUOTED = {"special": 940, "first": 700, "second": 400}
FLOORS = {"special": 800, "first": 600, "second": 320}
G_PER_MU, G_WITHOUT_BLOCK = 1_200_000, 4_000_000
CLAUSES = (
    Clause(
        "双方的责任",
        "农户按约定的地块和品种管好果园，采前停药期内不用药，果子不掺杂。收购方按约定的价格和时间收购，不压级、不压价；合作社组织交果，代存一份合同。",
    ),
    Clause(
        "农资赊销", "收购方可以在额度内先供农资，价格不高于联盟团购价，交果结算时扣回，不计利息；每一笔都有出库单。"
    ),
    Clause("验收", "当面过秤、抽样、分级。农户对等级有异议的，当场提出，双方一起复检，以复检为准。"),
    Clause("不可抗力", "霜冻、冰雹、干旱等灾害经联盟办和合作社到场查看后，按受灾程度减少约定数量，双方都不算违约。"),
    Clause("争议", "先协商，再由乡镇调解；不成的，向合同签订地法院起诉。"),
)


def load_contracts(actor: Actor, random: Random, day: date, now: datetime) -> None:
    """Made in the spring before the demo's day, through the acts the office uses."""
    variety = catalog.varieties().get(code="YLX")
    actions.add_market(actor=actor, draft=MarketDraft(MARKET, "隰县玉露香梨产地收购价格指数", "新华指数"), now=now)
    load_quotations(actor, random, variety.pk, day, now)
    season = catalog.season_on(day)
    assert season is not None
    sheet = sheet_of(Period(season.starts_on, season.ends_on), day)
    made_at = now - timedelta(days=150)
    template = actions.add_template(
        actor=actor, code="HS", name="红色订单（玉露香梨）", variety_id=variety.pk, sheet=sheet, now=made_at
    )
    version = queries.template(actor, template).versions.get()
    firms = {one.code: one.pk for one in members.organisations(actor)}
    coops = tuple(firms[f"C{number:03d}"] for number in range(1, COOPERATIVES + 1))
    supported = tuple(f"H{number:04d}" for number in range(1, 3_000, 9))
    many = queries.Many(season.pk, firms[BUYER], version.pk, coops, G_PER_MU, G_WITHOUT_BLOCK, supported)
    whole = queries.drafts(actor, many, timezone.localdate(made_at))
    batch = BatchDraft(whole.season_id, whole.buyer_id, whole.version_id, whole.contracts[:CONTRACTS])
    made = actions.make_contracts(actor=actor, batch=batch, client_key="demo-contracts", now=made_at)
    sign(actor, made, made_at)
    load_season(actor, random, made, now)


def load_season(actor: Actor, random: Random, made: list[int], now: datetime) -> None:
    """The first households: inputs handed out, the yield estimated, fruit brought to their co-operative's point."""
    day = timezone.localdate(now)
    first = queries.terms_on(actor, day, contract_ids=made[:FOLLOWED])
    for one in first:
        for each in one.terms.milestones:
            if each.due_on < day and (each.key != ESTIMATE or random.random() < 0.6):
                promised = sum(line.expected_g for line in one.terms.lines)
                estimate = promised * random.randint(80, 110) // 100 if each.key == ESTIMATE else None
                actions.record_milestone(
                    actor=actor, contract_id=one.contract_id, milestone=each.key, day=each.due_on, estimate_g=estimate,
                    now=now,
                )  # fmt: skip
    load_money(actor, random, first, now)
    points = {one.organisation_id: one.pk for one in receiving.points(actor)}
    for number, one in enumerate(each for each in first if each.coop_id in points):
        deliver(actor, random, one, points[one.coop_id], now - timedelta(hours=number % 3 + 1))


def load_money(actor: Actor, random: Random, first: Sequence[TermsInForce], now: datetime) -> None:
    """Where the co-operative keeps books: deposits paid but for the last, inputs on credit, a penalty either way."""
    keepers = set(ledger.books(actor).values_list("organisation_id", flat=True))
    kept = [one.contract_id for one in first if one.coop_id in keepers]
    actions.put_deposits_aside(actor=actor, contract_ids=kept, now=now)
    actions.pay_deposits(actor=actor, contract_ids=kept[:-1], now=now)
    for number, contract in enumerate(kept[:5]):
        fen = random.randint(4, 12) * 10_000
        actions.issue_inputs(
            actor=actor, contract_id=contract, fen=fen, what=INPUTS[number % 2], client_key=f"demo {number}", now=now
        )
    day = timezone.localdate(now)
    elsewhere = PenaltyDraft(PenaltyKind.ELSEWHERE, day, "村里核实，卖给外来客商", "first", 400_000)
    late = PenaltyDraft(PenaltyKind.LATE, day, "上季尾款晚付", late_fen=860_000, late_days=12)
    for contract, draft in zip(kept[1:3], (elsewhere, late), strict=True):
        actions.charge_penalty(actor=actor, contract_id=contract, draft=draft, client_key="demo", now=now)


def deliver(actor: Actor, random: Random, one: TermsInForce, point_id: int, at: datetime) -> None:
    line = random.choice(one.terms.lines)
    draft = SlipDraft(
        location_id=point_id,
        seller=Seller(household_id=one.household_id),
        variety_id=line.variety_id,
        grade=line.grade,
        harvest_date=timezone.localdate(at),
        weighing=Weighing(random.randint(4, 16) * 50_000),
        certificate=Certificate(absence=NoCertificate.NOT_ISSUED),
        price=Priced(PriceKind.CONTRACT, one.number),
        weighed_at=at,
    )
    receive_fruit(actor=actor, draft=draft, client_key=f"demo:{one.number}", now=at)


def load_quotations(actor: Actor, random: Random, variety_id: int, day: date, now: datetime) -> None:
    """Every other week for half a year, up to three days before the demo's day."""
    drafts = []
    for back in range(13, -1, -1):
        quoted_on = day - timedelta(days=14 * back + 3)
        for grade, fen in QUOTED.items():
            said = fen + round(random.gauss(0, 18)) - 4 * back
            drafts.append(QuotationDraft(MARKET, variety_id, grade, quoted_on, said // 2 * 2, f"{SOURCE}（演示）"))
    actions.enter_quotations(actor=actor, drafts=drafts, now=now)


def sheet_of(season: Period, day: date) -> Sheet:
    """An invented text and invented floors; delivery runs from a week before the demo's day."""
    first = max(season.start, day - timedelta(days=7))
    last = min(season.end or first, first + timedelta(days=50)) - timedelta(days=1)
    spring = day - timedelta(days=140)
    return Sheet(
        grades=(
            GradeRule("special", 100, PriceRule(RuleKind.FLOATING, FLOORS["special"], MARKET, share_permille=700)),
            GradeRule("first", 500, PriceRule(RuleKind.FLOOR, FLOORS["first"], MARKET)),
            GradeRule("second", 400, PriceRule(RuleKind.MARKET_PLUS, FLOORS["second"], MARKET, premium_permille=50)),
        ),
        deliver_from=of_year(first),
        deliver_until=of_year(last),
        deductions=(Deduction(Measure.DEFECTS, 50, 10, 10, 200), Deduction(Measure.SOLIDS, 115, 5, 20, 100)),
        deposit_permille=50,
        credit_permille=150,
        tolerance_permille=100,
        over=Over.MARKET,
        pay_within_days=7,
        penalties=Penalties(1, 100, 100, deposit_rule=True),
        milestones=(
            YearlyMilestone("inputs", "发放农资", of_year(spring)),
            YearlyMilestone("training", "疏果套袋培训", of_year(spring + timedelta(days=40))),
            YearlyMilestone("estimate", "估产", of_year(day - timedelta(days=25))),
            YearlyMilestone("stop", "停药检查", of_year(day - timedelta(days=12))),
        ),
        clauses=CLAUSES,
        is_sample=True,
    )


def of_year(day: date) -> MonthDay:
    return MonthDay(day.month, min(day.day, 28) if day.month == 2 else day.day)


def sign(actor: Actor, made: list[int], now: datetime) -> None:
    """The firm and the co-operatives sign all, the households all but the last; each party on one page."""
    terms = queries.newest_terms_ids(actor, made)
    for party, keys in ((Party.BUYER, terms), (Party.COOP, terms), (Party.HOUSEHOLD, terms[:-UNSIGNED])):
        hand = Hand(party, "演示签字", Method.PHOTO, blank_picture())
        actions.sign(actor=actor, terms_ids=keys, hand=hand, now=now)


def blank_picture() -> bytes:
    """A PNG of one white dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    head = pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\xff")) + chunk(b"IEND", b"")

"""Two rounds of group purchasing: last month's, decided, ordered and half received, and one that collects needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from lilian.base.actors import Actor
from lilian.catalog import actions as catalog
from lilian.catalog.values import FarmInputDraft, InputCategory
from lilian.ledger import actions as ledger
from lilian.ledger import queries as books
from lilian.members import queries as members
from lilian.members.values import OrganisationKind
from lilian.purchasing import actions, queries
from lilian.purchasing.values import (
    ArticleDraft,
    Basket,
    Buyer,
    CampaignDraft,
    Counted,
    Paper,
    PaperKind,
    QuoteDraft,
    QuoteLineDraft,
    Source,
    Tier,
    Tiering,
    Wanted,
)
from lilian.supplies import actions as supplies
from lilian.supplies import queries as supplies_queries

COOPS, HOMES = 6, 7  # co-operatives that take part, households of each
FERTILISER, PESTICIDE, BAG = InputCategory.FERTILISER, InputCategory.PESTICIDE, InputCategory.FRUIT_BAG
# Invented names and numbers; the intervals are of the order such products have.
INPUTS = (
    FarmInputDraft("N-001", "演示复合肥 15-15-15", FERTILISER, "袋", "40 公斤", "演示肥（2025）准字0001号"),
    FarmInputDraft("N-002", "演示尿素 46%", FERTILISER, "袋", "40 公斤"),
    FarmInputDraft("N-003", "演示商品有机肥", FERTILISER, "袋", "40 公斤", "演示肥（2025）准字0003号"),
    FarmInputDraft("N-004", "演示硫酸钾", FERTILISER, "袋", "50 公斤"),
    FarmInputDraft("N-005", "演示吡虫啉", PESTICIDE, "瓶", "500 毫升", "DEMO20250005", "吡虫啉 20%", ("梨树",), 14, 2),
    FarmInputDraft(
        "N-006", "演示苯醚甲环唑", PESTICIDE, "袋", "100 克", "DEMO20250006", "苯醚甲环唑 10%", ("梨树",), 14, 3
    ),
    FarmInputDraft("N-007", "梨双层果袋", BAG, "件", "5000 个"),
    FarmInputDraft("N-008", "反光膜", InputCategory.FILM, "卷", "1 米 × 400 米"),
)
# Each supplier's price steps in yuan by article number: (from how many, yuan a unit).
PRICES: dict[str, dict[int, tuple[tuple[int, int], ...]]] = {
    "N01": {
        1: ((0, 168), (100, 158), (300, 149)),
        2: ((0, 112), (100, 106)),
        3: ((0, 36), (200, 33)),
        4: ((0, 205), (50, 196)),
        7: ((0, 245), (40, 232)),
    },
    "N02": {
        1: ((0, 162), (200, 155)),
        2: ((0, 109), (200, 104)),
        5: ((0, 38), (60, 34)),
        6: ((0, 16), (100, 14)),
        8: ((0, 320), (20, 298)),
    },
    "N03": {
        3: ((0, 34), (400, 31)),
        4: ((0, 201),),
        5: ((0, 36),),
        7: ((0, 238), (80, 224)),
        8: ((0, 308),),
    },
}
FREIGHT_FEN = {"N01": 120, "N02": 150, "N03": 90}
LICENCES = {"N01": "演示许 001", "N02": "演示许 002", "N03": "演示许 003"}
USUAL = {1: 6, 2: 5, 3: 12, 4: 2, 5: 3, 6: 4, 7: 2, 8: 1}  # units a household takes of each article
YUAN = 100


@dataclass(frozen=True)
class Round:
    """What every piece needs; `homes` by co-operative."""

    actor: Actor
    random: Random
    office_id: int
    inputs: Sequence[int]
    homes: dict[int, list[int]]
    suppliers: dict[str, int]
    now: datetime

    def before(self, days: float) -> datetime:
        return self.now - timedelta(days=days)


def load_purchasing(actor: Actor, random: Random, day: date, now: datetime) -> None:
    inputs = [catalog.add_farm_input(actor=actor, draft=draft, now=now) for draft in INPUTS]
    organisations = members.organisations(actor)
    office = organisations.get(code="LM01")
    coops = organisations.filter(kind=OrganisationKind.COOPERATIVE.value)[:COOPS]
    homes = {
        coop.pk: list(members.households(actor, organisation_id=coop.pk).values_list("pk", flat=True)[:HOMES])
        for coop in coops
    }
    suppliers = dict(organisations.filter(kind=OrganisationKind.SUPPLIER.value).values_list("code", "pk"))
    it = Round(actor, random, office.pk, inputs, homes, suppliers, now)
    if not books.books(actor).filter(organisation_id=office.pk).exists():
        ledger.open_book(actor=actor, organisation_id=office.pk, opened_on=date(day.year - 1, 1, 1), now=now)
    autumn = _decided(it, day)
    _half_received(it, autumn, day)
    _collecting(it, autumn)


def _decided(it: Round, day: date) -> int:
    made = _opened(it, "秋季基肥和农药团购", 40)
    for coop_id, homes in it.homes.items():
        for home in homes:
            _want(it, made, Buyer(coop_id, home), list(USUAL), it.before(38))
    first_coop, first_homes = next(iter(it.homes.items()))
    buyer, key = Buyer(first_coop, first_homes[0]), "demo-deposit"
    actions.take_deposit(
        actor=it.actor, campaign_id=made, buyer=buyer, amount_fen=300 * YUAN, client_key=key, now=it.before(37)
    )
    for coop_id in it.homes:
        actions.confirm_needs(actor=it.actor, campaign_id=made, organisation_id=coop_id, now=it.before(34))
    actions.approve_needs(actor=it.actor, campaign_id=made, now=it.before(33))
    actions.close_needs(actor=it.actor, campaign_id=made, now=it.before(32))
    for code in PRICES:
        _bid(it, made, code, day)
    decision = actions.decide_at_once(actor=it.actor, campaign_id=made, now=it.before(20))
    reason = "三家里总价最低，证照齐全"
    actions.adopt_decision(actor=it.actor, decision_id=decision, reason=reason, now=it.before(19))
    actions.place_orders(actor=it.actor, campaign_id=made, now=it.before(18))
    return made


def _opened(it: Round, name: str, days: float) -> int:
    draft = CampaignDraft(
        name,
        it.office_id,
        it.before(days - 7),
        it.before(days - 14),
        deposit_permille=200,
        note="演示数据，名称和价格都是编的",
    )
    articles = [ArticleDraft(pk, _last_known(number)) for number, pk in enumerate(it.inputs, 1)]
    return actions.open_campaign(actor=it.actor, draft=draft, articles=articles, now=it.before(days))


def _last_known(number: int) -> tuple[Tier, ...]:
    """What the first supplier that has it asked for last time, a little more than now."""
    steps = next(prices[number] for prices in PRICES.values() if number in prices)
    return tuple(Tier(start, (yuan + 3) * YUAN) for start, yuan in steps)


def _want(it: Round, campaign_id: int, buyer: Buyer, numbers: Sequence[int], now: datetime) -> None:
    articles = {one.number: one.pk for one in queries.articles(it.actor, campaign_id)}
    wanted = []
    for number in numbers:
        units = max(1, USUAL[number] + it.random.randint(-2, 2))
        substitute = articles[2] if number == 1 and it.random.random() < 0.3 else None
        wanted.append(Wanted(articles[number], units, units + it.random.choice((0, 0, 1, 2)), substitute))
    actions.set_needs(actor=it.actor, campaign_id=campaign_id, buyer=buyer, wanted=wanted, source=Source.PHONE, now=now)


def _bid(it: Round, campaign_id: int, code: str, day: date) -> None:
    articles = {one.number: one.pk for one in queries.articles(it.actor, campaign_id)}
    lines = tuple(
        QuoteLineDraft(
            articles[number],
            prices_fen=tuple(yuan * YUAN for _, yuan in steps),
            starts=tuple(start for start, _ in steps),
            pack=10 if number == 6 else 1,
        )
        for number, steps in PRICES[code].items()
    )
    draft = QuoteDraft(
        campaign_id=campaign_id,
        supplier_id=it.suppliers[code],
        lines=lines,
        basket=Basket(Tiering.INCREMENTAL, (0, 30_000 * YUAN), (0, 200)) if code == "N01" else Basket(),
        order_fen=200 * YUAN,
        freight_fen=FREIGHT_FEN[code],
        papers=(Paper(PaperKind.LICENCE, LICENCES[code], date(day.year + 2, 6, 30)),),
    )
    actions.submit_quote(actor=it.actor, draft=draft, client_key=f"demo-{code}", now=it.before(30))


def _half_received(it: Round, campaign_id: int, day: date) -> None:
    """The first co-operatives have counted what came; one is billed and has handed out most of it already. A few bags
    were torn on the way."""
    for place, coop_id in enumerate(list(it.homes)[:3]):
        lines = list(queries.lines_to(it.actor, campaign_id, coop_id))
        good = date(day.year + 2, 3, 31)
        counted = [
            Counted(
                line.pk, line.quantity, min(line.quantity, 2) if place == 2 and not at else 0, f"P{line.pk:04}", good
            )
            for at, line in enumerate(lines)
        ]
        actions.receive(
            actor=it.actor, campaign_id=campaign_id, organisation_id=coop_id, counted=counted, now=it.before(6)
        )
        if place == 0:
            actions.bill_place(actor=it.actor, campaign_id=campaign_id, organisation_id=coop_id, now=it.before(5))
            _handed_out(it, campaign_id, coop_id)


def _handed_out(it: Round, campaign_id: int, coop_id: int) -> None:
    """A part of the households fetches at a station of the village; all but two have fetched."""
    homes = it.homes[coop_id]
    station = supplies_queries.points(it.actor, coop_id).first()
    if station is not None:
        supplies.set_pick_up(
            actor=it.actor, organisation_id=coop_id, household_ids=homes[:3], point_id=station.pk, now=it.before(5)
        )
    cards = members.household_cards(it.actor, members.households(it.actor, organisation_id=coop_id))
    heads = {card.id: card.head for card in cards}
    for home in homes[:-2]:
        buyer, signed_by = Buyer(coop_id, home), heads[home] or "户主"
        actions.hand_out(actor=it.actor, campaign_id=campaign_id, buyer=buyer, signed_by=signed_by, now=it.before(4.5))


def _collecting(it: Round, before: int) -> None:
    """Cloned from the one before; its needs come in, some are confirmed."""
    draft = CampaignDraft(
        "来年春季农资团购",
        it.office_id,
        it.now + timedelta(days=9),
        it.now + timedelta(days=16),
        deposit_permille=200,
        note="演示数据，名称和价格都是编的",
    )
    made = actions.clone_campaign(actor=it.actor, campaign_id=before, draft=draft, now=it.before(4))
    for coop_id, homes in list(it.homes.items())[:5]:
        for home in homes[1:4]:
            _want(it, made, Buyer(coop_id, home), (1, 2, 5, 7), it.before(2))
    for coop_id in list(it.homes)[1:4]:
        actions.confirm_needs(actor=it.actor, campaign_id=made, organisation_id=coop_id, now=it.before(1))

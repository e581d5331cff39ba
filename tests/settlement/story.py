"""A season of two households from signing to the last settlement, by a drawn story, and what must hold of it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random
from typing import Any

from django.db.models import Sum

from lilian.base import verification
from lilian.contracts import actions as contracts
from lilian.contracts import queries as agreed
from lilian.contracts.values import Over, Party, PenaltyDraft, PenaltyKind
from lilian.ledger import queries as ledger
from lilian.ledger.models import Line as Side
from lilian.ledger.values import Purpose
from lilian.members.values import OrganisationKind
from lilian.payouts import actions as payouts
from lilian.payouts import queries as files
from lilian.payouts.models import PayoutLine
from lilian.payouts.values import BankAnswer
from lilian.receiving import actions as receiving
from lilian.receiving.models import Slip
from lilian.receiving.values import Priced, PriceKind, Seller, Weighing
from lilian.settlement import actions, queries
from lilian.settlement.models import DisputeAnswer, Statement
from lilian.settlement.values import RunKind, Scheme, SharedDraft, SharedKind, ShareRule
from lilian.sorting import actions as sorting
from lilian.sorting.values import InputDraft, RunDraft
from lilian.stock import actions as stock
from lilian.stock.models import Line as Moved
from lilian.stock.values import Line, LocationDraft, LocationKind, Spot, Transfer
from tests.contracts.orchard import SHEET, SPRING, Orchard, block, the_template
from tests.contracts.orchard import season as a_season
from tests.members.cast import organisation
from tests.receiving.scale import KG, NOW, TODAY
from tests.settlement.season import SYSTEM, YUAN, Season

SCHEME = Scheme(fee_permille=20, least_cash_permille=300, instalments=3, first_due_months=1)
KINDS = (Priced(PriceKind.POSTED), Priced(PriceKind.OPEN), Priced(PriceKind.OPEN))


@dataclass
class Story:
    """`bought` and `given` are what the story itself did to money and inputs, in fen, without a look at the books."""

    season: Season
    orchard: Orchard
    line: int
    draw: Random
    contracts: dict[int, int]
    given: Counter[int] = field(default_factory=Counter)
    moved: int = 0

    @property
    def homes(self) -> tuple[int, int]:
        return self.season.mei, self.season.shan

    def key(self) -> str:
        self.moved += 1
        return f"story {self.moved}"


def told(season: Season, seed: int, slips: int) -> Story:
    story = spring(season, Random(seed))
    summer(story)
    for place in range(slips):
        weighed(story, place)
    sort(story)
    autumn(story)
    return story


def spring(season: Season, draw: Random) -> Story:
    """Both households sign with a firm: what comes beyond the tolerance is paid at the market's price."""
    scale, firm = season.scale, organisation("J1", "北纬果品公司", OrganisationKind.PROCESSING)
    own = block("DK9", season.coop, season.mei)
    block("DK8", season.coop, season.shan)
    template, _ = the_template(scale.variety)
    sheet = replace(SHEET, over=Over.MARKET)
    version = contracts.publish_template(
        actor=SYSTEM, template_id=template, sheet=sheet, reason="超交按行情", now=SPRING
    )
    orchard = Orchard(
        scale.cast, firm, season.mei, scale.qiao, own, scale.variety, a_season(2026), 0, template, version
    )
    many = replace(orchard.many(), g_per_mu=100 * KG)
    batch = agreed.drafts(SYSTEM, many, SPRING.date())
    made = contracts.make_contracts(actor=SYSTEM, batch=batch, client_key="spring", now=SPRING)
    for one in made:
        orchard.sign(one, *Party)
    homes = {agreed.contract(SYSTEM, one).household_id: one for one in made}
    line = stock.open_location(actor=SYSTEM, draft=LocationDraft("LN", "线", LocationKind.LINE, season.coop), now=NOW)
    actions.set_scheme(actor=season.actor("guo"), organisation_id=season.coop, scheme=SCHEME, reason="社务会", now=NOW)
    return Story(season, orchard, line, draw, homes)


def summer(story: Story) -> None:
    """Deposits are paid, inputs handed out twice on credit, one household sells elsewhere, one is refused."""
    qian, guo = story.season.actor("qian"), story.season.actor("guo")
    whole = list(story.contracts.values())
    contracts.put_deposits_aside(actor=qian, contract_ids=whole, now=NOW)
    contracts.pay_deposits(actor=qian, contract_ids=whole, now=NOW)
    for home, contract in story.contracts.items():
        for what in ("有机肥", "果袋"):
            fen = story.draw.randint(50, 150) * YUAN
            contracts.issue_inputs(
                actor=qian, contract_id=contract, fen=fen, what=what, client_key=story.key(), now=NOW
            )
            story.given[home] += fen
    story.orchard.quoted(800, TODAY - timedelta(days=1))
    for home, kind in zip(story.homes, (PenaltyKind.ELSEWHERE, PenaltyKind.REFUSED), strict=True):
        draft = PenaltyDraft(kind, TODAY, "核实过", grade="first", weight_g=31 * KG)
        contracts.charge_penalty(
            actor=guo, contract_id=story.contracts[home], draft=draft, client_key=story.key(), now=NOW
        )


def weighed(story: Story, place: int) -> None:
    """Graded or not, at a posted price or by contract; some is weighed wrongly and taken back."""
    draw = story.draw
    grade = draw.choice(("first", "second", "", ""))
    said: dict[str, Any] = {"grade": grade, "price": draw.choice(KINDS) if not grade else KINDS[1]}
    home = story.homes[place % 2]
    made = story.season.scale.received(
        key=story.key(), weighing=Weighing(draw.randint(20, 120) * KG + draw.randint(0, 999)),
        seller=Seller(household_id=home), **said,
    )  # fmt: skip
    if draw.random() < 0.1:
        receiving.void_slip(actor=SYSTEM, slip_id=made.slip_id, reason="称错了", now=NOW)


def sort(story: Story) -> None:
    """All but one of the ungraded slips go through the line together, and a few grams are lost."""
    lots = list(Slip.objects.filter(grade="", fen_per_kg=None, void__isnull=True).order_by("pk"))[:-1]
    moves = [Transfer(Line(Spot(one.lot_id, one.location_id), one.net_g), story.line) for one in lots]
    stock.move(actor=SYSTEM, transfers=moves, day=TODAY, client_key=story.key(), now=NOW)
    inputs = tuple(InputDraft(one.lot_id, story.line, one.net_g) for one in lots)
    draft = RunDraft(story.line, inputs, NOW - timedelta(hours=1))
    run = sorting.open_run(actor=SYSTEM, draft=draft, client_key=story.key(), now=NOW)
    whole = sum(one.net_g for one in lots)
    weighed_g = {"first": whole // 2, "second": whole // 3, "processing": whole // 7}
    sorting.close_run(actor=SYSTEM, run_id=run, weighed_g=weighed_g, client_key=story.key(), now=NOW)
    story.season.scale.posted(90, grade="processing")


def autumn(story: Story) -> None:
    """A settlement with shared freight, paid but for one; a dispute put right; the close, a top-up, the rest paid."""
    season = story.season
    for home in story.homes:
        season.payee(home)
    freight = SharedDraft(SharedKind.FREIGHT, ShareRule.WEIGHT, 37 * YUAN + 1)
    season.posted("first", shared=(freight,))
    pay(story, failing=1)
    wrong = queries.statements(SYSTEM).first()
    assert wrong is not None
    raised = actions.raise_dispute(actor=SYSTEM, statement_id=wrong.pk, about="", words="少了", now=NOW)
    actions.answer_dispute(actor=season.actor("guo"), dispute_id=raised, more_fen=12_34, words="补", now=NOW)
    season.brings(season.mei, 3, "late", price=Priced(PriceKind.POSTED))
    more = season.actor("qian"), story.contracts[season.mei]
    contracts.issue_inputs(actor=more[0], contract_id=more[1], fen=80 * YUAN, what="冬肥", client_key="w", now=NOW)
    story.given[season.mei] += 80 * YUAN
    season.posted("close", closes_season=True)
    top_up = SharedDraft(SharedKind.TOP_UP, ShareRule.VALUE, 99 * YUAN + 1)
    season.posted("share", kind=RunKind.SHARE, shared=(top_up,))
    pay(story)


def pay(story: Story, failing: int = 0) -> None:
    qian = story.season.actor("qian")
    made = payouts.make_payout(actor=qian, organisation_id=story.season.coop, client_key=story.key(), now=NOW)
    lines = list(files.payments(qian, made))
    answers = [BankAnswer(files.reference(one.pk), place >= failing, "账号不符") for place, one in enumerate(lines)]
    payouts.read_answers(actor=qian, payout_id=made, answers=answers, now=NOW)


def faults(story: Story) -> Iterator[str]:
    """A line for each fen or gram that is not where the story put it."""
    trial = ledger.trial_balance(SYSTEM, story.season.book)
    if sum(one.balance_fen for one in trial) or not trial:
        yield "the book does not balance"
    for home in story.homes:
        yield from _of_grams(home)
        yield from _of_fen(story, home)
    yield from (f"verify: {fault}" for fault in verification.faults())


def _of_grams(home: int) -> Iterator[str]:
    """Every settled gram was received, every received gram is settled or waits; by the goods journal's own lines."""
    slips = Slip.objects.filter(household=home, void__isnull=True)
    came = Moved.objects.filter(entry__in=slips.values("entry"), location__organisation__isnull=False)
    came_g = came.aggregate(sum_g=Sum("weight_g", default=0))["sum_g"]
    settled_g: Counter[int] = Counter()
    for row in Statement.objects.filter(household=home):
        for one in queries.inputs_of(row).delivered:
            settled_g[one.slip_id] += one.net_g
    waits = {one.slip_id: one.net_g for one in queries.waiting(SYSTEM, slips[0].location.organisation_id)
             if one.household_id == home}  # fmt: skip
    if settled_g.keys() & waits.keys():
        yield "a slip is settled and waits"
    settled, wait = sum(settled_g.values()), sum(waits.values())
    if settled + wait != came_g:
        yield f"household {home}: {came_g} g came, {settled} g are settled, {wait} g wait"


def _of_fen(story: Story, home: int) -> Iterator[str]:
    """What the statements owe is paid or still owed; what was on credit is taken or a debt."""
    rows = list(Statement.objects.filter(household=home))
    owed = sum(row.net_fen for row in rows)
    owed += DisputeAnswer.objects.filter(dispute__statement__household=home).aggregate(s=Sum("more_fen", default=0))[
        "s"
    ]
    lines = PayoutLine.objects.filter(statement__household=home, answer__paid=True)
    paid = lines.aggregate(s=Sum("amount_fen", default=0))["s"]
    if -stands(story, Purpose.PAYABLE, home) != owed - paid:
        yield f"household {home}: {owed} fen are owed and {paid} paid, the books say otherwise"
    steps = [step for row in rows for step in queries.settled_of(row).steps]
    taken = Counter({kind: sum(s.taken_fen for s in steps if s.kind == kind) for kind in ("input_credit", "debt")})
    carried = sum(row.carried_fen for row in rows)
    still = stands(story, Purpose.INPUT_CREDIT, home) + stands(story, Purpose.DEBT, home)
    unpaid_costs = sum(s.due_fen - s.taken_fen for s in steps if s.kind in ("fee", "freight"))
    if story.given[home] + unpaid_costs != taken["input_credit"] + taken["debt"] + still:
        yield f"household {home}: inputs on credit are not taken, owed or a debt (carried {carried})"


def stands(story: Story, purpose: Purpose, home: int) -> int:
    """Summed from the journal's lines, in debit positive."""
    lines = Side.objects.filter(account__book=story.season.book, account__purpose=purpose, account__household=home)
    return lines.aggregate(s=Sum("amount_fen", default=0))["s"]

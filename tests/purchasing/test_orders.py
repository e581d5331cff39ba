"""What was decided is ordered, counted on arrival, and billed to the fen in the alliance's books."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum

from lilian.kernel.refusal import NotAllowed, NotFound
from lilian.ledger import actions as ledger
from lilian.ledger import queries as books
from lilian.ledger.actions.refusals import OverLimit
from lilian.ledger.values import AccountKey, Limits, Purpose
from lilian.purchasing import actions, queries
from lilian.purchasing.actions import refusals
from lilian.purchasing.models import Allotment, Bill, Order, OrderLine, Receipt
from lilian.purchasing.queries.soundness import bill_faults, decision_faults
from lilian.purchasing.values import Buyer, Counted, Stage, Wanted
from tests.ops.tampering import triggers_off
from tests.purchasing.spring import NOW, OPENED, Spring


@pytest.fixture
def ordered(spring: Spring) -> Spring:
    """Mei 4 to 6, Li 2 and Qiao 8 bags of urea, in packs of 5 with freight: 15 bought, Mei takes one more."""
    spring.want(spring.mei, Wanted(spring.urea, 4, 6))
    spring.want(spring.li, Wanted(spring.urea, 2))
    spring.want(spring.qiaos, Wanted(spring.urea, 8))
    buyer = Buyer(spring.guo.pk, spring.mei.pk)
    said = {"campaign_id": spring.campaign, "buyer": buyer, "amount_fen": 5_000, "client_key": "d1", "now": NOW}
    actions.take_deposit(actor=spring.lin, **said)
    spring.hand_in()
    line = spring.price(spring.urea, 10_000, 9_000, starts=(0, 10), pack=5)
    spring.bid(spring.green, line, freight_fen=50, freight_to={"QIAO": 80}, order_fen=1_000)
    spring.adopted()
    actions.place_orders(actor=spring.lin, campaign_id=spring.campaign, now=OPENED)
    return spring


def count(spring: Spring, home: object, **found: int) -> None:
    lines = OrderLine.objects.filter(organisation=home)
    counted = [Counted(line.pk, found.get("delivered", line.quantity), found.get("damaged", 0)) for line in lines]
    said = {"campaign_id": spring.campaign, "organisation_id": home.pk, "counted": counted, "now": OPENED}
    actions.receive(actor=spring.manager(home), **said)


def bill(spring: Spring, home: object, **said: object) -> int:
    return actions.bill_place(
        actor=spring.lin, campaign_id=spring.campaign, organisation_id=home.pk, now=OPENED, **said
    )


def balance(spring: Spring, purpose: Purpose) -> int:
    found = books.accounts(spring.lin, book_id=spring.book, purpose=purpose)
    return sum(account.balance_fen for account in found)


def test_orders_buyers_and_lines_agree_to_the_fen(ordered: Spring) -> None:
    order = Order.objects.get()
    assert order.amount_fen == 15 * 9_000 + 1_000 + 7 * 50 + 8 * 80
    assert OrderLine.objects.aggregate(fen=Sum("amount_fen"))["fen"] == order.amount_fen
    assert Allotment.objects.aggregate(fen=Sum("amount_fen"))["fen"] == order.amount_fen
    assert list(decision_faults(lambda done: None)) == []
    assert dict(OrderLine.objects.values_list("organisation__code", "quantity")) == {"GUO": 7, "QIAO": 8}


def test_orders_are_placed_once(ordered: Spring) -> None:
    with pytest.raises(refusals.WrongStage):
        actions.place_orders(actor=ordered.lin, campaign_id=ordered.campaign, now=OPENED)


def test_the_deposit_is_held_in_part_and_used_by_the_bill(ordered: Spring) -> None:
    held = books.holds(ordered.lin).get()
    share = Allotment.objects.get(need__household=ordered.mei).amount_fen
    assert held.amount_fen == min(5_000, share * 200 // 1_000)
    count(ordered, ordered.guo)
    bill(ordered, ordered.guo)
    assert Bill.objects.get(household=ordered.mei).deposit_fen == held.amount_fen
    assert not books.holds(ordered.lin).exists()


def test_what_came_whole_leaves_nothing_on_the_inputs_account(ordered: Spring) -> None:
    for home in (ordered.guo, ordered.qiao):
        count(ordered, home)
        bill(ordered, home)
    order = Order.objects.get()
    assert balance(ordered, Purpose.INPUTS) == 0
    assert balance(ordered, Purpose.PAYABLE) == -order.amount_fen
    assert Bill.objects.aggregate(fen=Sum("amount_fen"))["fen"] == order.amount_fen
    assert ordered.stage == Stage.CLOSED


def test_who_gets_less_is_billed_less_and_the_supplier_is_owed_less(ordered: Spring) -> None:
    count(ordered, ordered.qiao, delivered=8, damaged=2)
    receipt = Receipt.objects.get()
    assert (receipt.accepted, receipt.short, receipt.damaged) == (6, 2, 2)
    shown = queries.bill_sheets(ordered.lin, ordered.campaign, ordered.qiao.pk)
    bill(ordered, ordered.qiao)
    booked = Bill.objects.get()
    assert [(line.article_id, line.received, line.amount_fen) for line in shown[0].lines] == [
        tuple(line) for line in booked.lines
    ]
    assert booked.lines[0][1] == 6
    assert balance(ordered, Purpose.PAYABLE) == -receipt.payable_fen


def test_inputs_go_out_on_credit_within_the_limit_somebody_set(ordered: Spring) -> None:
    count(ordered, ordered.qiao)
    buyer = Buyer(ordered.qiao.pk, ordered.qiaos.pk)
    with pytest.raises(OverLimit):
        bill(ordered, ordered.qiao, on_credit=[buyer])
    assert not Bill.objects.exists()
    key = AccountKey(ordered.book, Purpose.INPUT_CREDIT, household_id=ordered.qiaos.pk)
    account = ledger.open_accounts(actor=ordered.lin, keys=[key], now=OPENED)[key]
    limits = Limits(most_debit_fen=100_000, most_credit_fen=0)
    ledger.set_limits(actor=ordered.lin, account_id=account, limits=limits, reason="春耕", now=OPENED)
    bill(ordered, ordered.qiao, on_credit=[buyer])
    assert balance(ordered, Purpose.INPUT_CREDIT) == Bill.objects.get().amount_fen


def test_a_place_is_counted_once_and_billed_once_and_not_before(ordered: Spring) -> None:
    with pytest.raises(refusals.NotAllReceived):
        bill(ordered, ordered.guo)
    count(ordered, ordered.guo)
    with pytest.raises(refusals.AlreadyReceived):
        count(ordered, ordered.guo)
    bill(ordered, ordered.guo)
    with pytest.raises(refusals.AlreadyBilled):
        bill(ordered, ordered.guo)


def test_where_nothing_came_the_deposit_is_let_go(ordered: Spring) -> None:
    assert books.holds(ordered.lin).count() == 1
    for home in (ordered.guo, ordered.qiao):
        count(ordered, home, delivered=0)
        bill(ordered, home)
    assert ordered.stage == Stage.CLOSED
    assert not books.holds(ordered.lin).exists()
    assert balance(ordered, Purpose.DEPOSIT) == -5_000


def test_a_line_is_counted_once_in_one_count_too(ordered: Spring) -> None:
    line = OrderLine.objects.get(organisation=ordered.guo)
    said = {"campaign_id": ordered.campaign, "organisation_id": ordered.guo.pk, "now": OPENED}
    with pytest.raises(refusals.CountedTwice):
        actions.receive(actor=ordered.manager(ordered.guo), counted=[Counted(line.pk, 1), Counted(line.pk, 2)], **said)
    assert not Receipt.objects.exists()


def test_the_database_alone_keeps_a_receipt_to_what_was_ordered(ordered: Spring) -> None:
    line = OrderLine.objects.get(organisation=ordered.guo)
    said = {"line": line, "delivered": 5, "accepted": 5, "over": 0, "payable_fen": 0, "at": OPENED}
    with pytest.raises(IntegrityError, match="what was ordered"), transaction.atomic():
        Receipt.objects.create(short=line.quantity - 4, **said)
    Receipt.objects.create(short=line.quantity - 5, **said)


def test_a_deposit_is_of_a_buyer_there_is(spring: Spring) -> None:
    said = {"campaign_id": spring.campaign, "amount_fen": 100, "now": NOW}
    for number, (home, household) in enumerate(((spring.guo.pk, spring.qiaos.pk), (spring.guo.pk, 0), (0, None))):
        with pytest.raises(NotFound):
            actions.take_deposit(actor=spring.lin, buyer=Buyer(home, household), client_key=f"d{number}", **said)


def test_nothing_is_held_of_a_campaign_that_is_cancelled(spring: Spring) -> None:
    buyer = Buyer(spring.guo.pk, spring.mei.pk)
    said = {"actor": spring.lin, "campaign_id": spring.campaign, "now": NOW}
    actions.take_deposit(buyer=buyer, amount_fen=5_000, client_key="d1", **said)
    actions.cancel_campaign(reason="没有人供", **said)
    assert not books.holds(spring.lin).exists()
    assert balance(spring, Purpose.DEPOSIT) == -5_000


def test_nobody_counts_or_reads_what_goes_to_another_place(ordered: Spring) -> None:
    qiao = ordered.manager(ordered.qiao)
    with pytest.raises(NotFound):
        queries.lines_to(qiao, ordered.campaign, ordered.guo.pk)
    with pytest.raises(NotFound):
        queries.bill_sheets(qiao, ordered.campaign, ordered.guo.pk)
    with pytest.raises(NotAllowed):
        actions.bill_place(actor=qiao, campaign_id=ordered.campaign, organisation_id=ordered.guo.pk, now=OPENED)
    assert not queries.orders(qiao, ordered.campaign).exists()


def test_a_supplier_sees_its_own_orders_only(ordered: Spring) -> None:
    assert queries.orders(ordered.supplier(ordered.green), ordered.campaign).count() == 1
    assert not queries.orders(ordered.supplier(ordered.stone), ordered.campaign).exists()


def test_a_grower_sees_the_own_bill_only(ordered: Spring) -> None:
    count(ordered, ordered.guo)
    bill(ordered, ordered.guo)
    assert queries.bills(ordered.grower(ordered.mei), ordered.campaign).get().household_id == ordered.mei.pk
    assert not queries.bills(ordered.grower(ordered.qiaos), ordered.campaign).exists()


def test_a_bill_changed_behind_our_back_shows(ordered: Spring) -> None:
    for home in (ordered.guo, ordered.qiao):
        count(ordered, home, delivered=8, damaged=2)
        bill(ordered, home)
    assert list(bill_faults(lambda done: None)) == []
    dear, moved = Bill.objects.filter(amount_fen__gt=0).order_by("pk")[:2]
    with triggers_off("purchasing"):
        Bill.objects.filter(pk=dear.pk).update(amount_fen=dear.amount_fen + 1)
        Bill.objects.filter(pk=moved.pk).update(lines=[[article, units, 1] for article, units, _ in moved.lines])
    told = [fault.split(" says")[0] for fault in bill_faults(lambda done: None)]
    assert told == [f"purchasing: bill {dear.pk}"] * 2 + [f"purchasing: bill {moved.pk}"]

"""Orders to suppliers, what came of them, and what buyers owe. No row here ever changes."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lilian.base.visibility import MEMBERS, PRIVATE
from lilian.purchasing.models.campaigns import Article, Campaign
from lilian.purchasing.models.decisions import Decision


class Order(models.Model):
    """采购单: all a decision buys from one supplier; its lines sum to `amount_fen`."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "campaign", "number", "decision", "placed_at", "placed_by"), MEMBERS
    ) | (dict.fromkeys(("supplier", "goods_fen", "rebate_fen", "order_fen", "freight_fen", "amount_fen"), PRIVATE))

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="orders")
    number = models.CharField(max_length=20, unique=True)
    supplier = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="+")
    goods_fen = models.BigIntegerField()
    rebate_fen = models.BigIntegerField()
    order_fen = models.BigIntegerField()
    freight_fen = models.BigIntegerField()
    amount_fen = models.BigIntegerField()
    placed_at = models.DateTimeField()
    placed_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(name="purchasing_one_order_a_supplier", fields=("decision", "supplier")),
            models.CheckConstraint(
                name="purchasing_order_adds_up",
                condition=Q(amount_fen=F("goods_fen") - F("rebate_fen") + F("order_fen") + F("freight_fen")),
            ),
        )

    def __str__(self) -> str:
        return self.number


class OrderLine(models.Model):
    """Units of an article to one place; `amount_fen` is its part of the order, freight and rebate counted in."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "order", "article", "organisation", "quantity", "amount_fen"), PRIVATE)

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines", db_index=False)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField()
    amount_fen = models.BigIntegerField()

    class Meta:
        ordering = ("order_id", "organisation__code", "article__number")
        constraints = (
            models.UniqueConstraint(
                name="purchasing_one_line_an_article_and_place", fields=("order", "article", "organisation")
            ),
            models.CheckConstraint(name="purchasing_line_orders_something", condition=Q(quantity__gt=0)),
        )

    def __str__(self) -> str:
        return f"{self.order_id}: {self.quantity}"


class Receipt(models.Model):
    """What came of one order line: ordered and over on the one side, accepted, short, damaged on the other."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "line", "delivered", "damaged", "accepted", "short", "over", "payable_fen", "batch", "expires_on",
         "note", "at", "recorded_by"),
        PRIVATE,
    )  # fmt: skip

    line = models.OneToOneField(OrderLine, on_delete=models.PROTECT, related_name="receipt")
    delivered = models.PositiveIntegerField()
    damaged = models.PositiveIntegerField(default=0)
    accepted = models.PositiveIntegerField()
    short = models.PositiveIntegerField()
    over = models.PositiveIntegerField()
    payable_fen = models.BigIntegerField()
    batch = models.CharField(max_length=40, blank=True)
    expires_on = models.DateField(null=True)
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="purchasing_receipt_balances",
                condition=Q(delivered=F("accepted") + F("over") + F("damaged")),
            ),
            models.CheckConstraint(name="purchasing_short_or_over", condition=Q(short=0) | Q(over=0)),
        )

    def __str__(self) -> str:
        return f"{self.line_id}: {self.accepted}"


class Bill(models.Model):
    """What one buyer owes of a decision: `lines` are [article, units, fen]; its posting is of the same act."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "decision", "organisation", "household", "lines", "amount_fen", "deposit_fen", "on_credit", "posting",
         "day", "at", "billed_by"),
        PRIVATE,
    )  # fmt: skip

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="bills")
    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey("members.Household", null=True, on_delete=models.PROTECT, related_name="+")
    lines = models.JSONField()
    amount_fen = models.BigIntegerField()
    deposit_fen = models.BigIntegerField(default=0)
    on_credit = models.BooleanField()
    posting = models.OneToOneField("ledger.Posting", null=True, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    at = models.DateTimeField()
    billed_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                name="purchasing_one_bill_a_household",
                fields=("decision", "household"),
                condition=Q(household__isnull=False),
            ),
            models.UniqueConstraint(
                name="purchasing_one_bill_an_organisation",
                fields=("decision", "organisation"),
                condition=Q(household__isnull=True),
            ),
            models.CheckConstraint(
                name="purchasing_bill_is_posted",
                condition=Q(amount_fen__gt=0, posting__isnull=False) | Q(amount_fen=0, posting__isnull=True),
            ),
            models.CheckConstraint(
                name="purchasing_deposit_within_bill",
                condition=Q(deposit_fen__gte=0, deposit_fen__lte=F("amount_fen")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.amount_fen} fen"

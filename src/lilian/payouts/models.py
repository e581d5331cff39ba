"""Where households are paid, files for the bank, and what it answered. No row here ever changes."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import MEMBERS, PRIVATE


class PayeeAccount(models.Model):
    """Where a household's money goes from then on; the newest counts."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "household", "at", "set_by"), MEMBERS) | dict.fromkeys(
        ("holder", "bank", "number"), PRIVATE
    )

    household = models.ForeignKey("members.Household", on_delete=models.PROTECT, related_name="+")
    holder = models.CharField(max_length=60)
    bank = models.CharField(max_length=60)
    number = models.CharField(max_length=32)
    at = models.DateTimeField()
    set_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("-pk",)
        constraints = (models.CheckConstraint(name="payouts_payee_is_whole", condition=~Q(holder="") & ~Q(number="")),)

    def __str__(self) -> str:
        return f"{self.household_id}"


class Payout(models.Model):
    """One file for the bank."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "organisation", "day", "count", "total_fen", "at", "made_by", "client_key"), MEMBERS
    )

    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    count = models.PositiveIntegerField()
    total_fen = models.BigIntegerField()
    at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    client_key = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (models.CheckConstraint(name="payouts_payout_pays", condition=Q(total_fen__gt=0)),)

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.day}"


class PayoutLine(models.Model):
    """One payment of a file: what is open on a statement, to the account that counted then; put aside by `hold`.

    `less_fen` was open too and is not paid: taken back on another statement of the household, or paid by hand.
    """

    VISIBILITY: ClassVar = dict.fromkeys(("id", "payout", "statement", "hold"), MEMBERS) | dict.fromkeys(
        ("payee", "amount_fen", "less_fen"), PRIVATE
    )

    payout = models.ForeignKey(Payout, on_delete=models.PROTECT, related_name="lines")
    statement = models.ForeignKey("settlement.Statement", on_delete=models.PROTECT, related_name="payments")
    payee = models.ForeignKey(PayeeAccount, on_delete=models.PROTECT, related_name="+")
    amount_fen = models.BigIntegerField()
    less_fen = models.BigIntegerField(default=0)
    hold = models.ForeignKey("ledger.Hold", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(name="payouts_one_payment_a_file", fields=("payout", "statement")),
            models.CheckConstraint(name="payouts_payment_pays", condition=Q(amount_fen__gt=0, less_fen__gte=0)),
        )

    def __str__(self) -> str:
        return f"{self.payout_id} {self.statement_id}"


class PayoutAnswer(models.Model):
    """The bank paid it, and it is posted; or did not, and why."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "line", "paid", "reason", "posting", "at", "read_by"), MEMBERS)

    line = models.OneToOneField(PayoutLine, on_delete=models.PROTECT, related_name="answer")
    paid = models.BooleanField()
    reason = models.CharField(max_length=120, blank=True)
    posting = models.ForeignKey("ledger.Posting", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    read_by = models.CharField(max_length=80)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="payouts_paid_is_posted",
                condition=Q(paid=True, posting__isnull=False) | Q(paid=False, posting__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.line_id} {self.paid}"


class PayoutReturn(models.Model):
    """Money the bank had paid came back, and why; it stands on the household's account again, and is paid again."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "line", "reason", "posting", "at", "recorded_by"), MEMBERS)

    line = models.OneToOneField(PayoutLine, on_delete=models.PROTECT, related_name="came_back")
    reason = models.CharField(max_length=120)
    posting = models.ForeignKey("ledger.Posting", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)

    class Meta:
        constraints = (models.CheckConstraint(name="payouts_return_says_why", condition=~Q(reason="")),)

    def __str__(self) -> str:
        return f"{self.line_id} {self.reason}"

"""What keeping costs, and the statements of it. No money is posted here."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import MEMBERS


class FeeTerms(models.Model):
    """What a store asks for a tonne and month from a day on; before the first, the register's fee. Append-only."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "store", "effective_from", "fen_per_tonne_month", "note", "set_at", "set_by"), MEMBERS
    )

    store = models.ForeignKey("storage.Store", on_delete=models.PROTECT, related_name="+")
    effective_from = models.DateField()
    fen_per_tonne_month = models.BigIntegerField()
    note = models.CharField(max_length=200, blank=True)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("store_id", "effective_from", "pk")
        constraints = (
            models.UniqueConstraint(name="keeping_one_fee_a_day", fields=("store", "effective_from")),
            models.CheckConstraint(name="keeping_fee_not_below_zero", condition=Q(fen_per_tonne_month__gte=0)),
        )

    def __str__(self) -> str:
        return f"{self.store_id} {self.fen_per_tonne_month} fen"


class FeeStatement(models.Model):
    """What a store asks of an owner for a month, as it was issued. Append-only."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "store", "owner", "month", "gram_days", "fee_fen", "issued_at", "issued_by"), MEMBERS
    )

    store = models.ForeignKey("storage.Store", on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    gram_days = models.BigIntegerField()
    fee_fen = models.BigIntegerField()
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("-month", "store_id", "owner_id")
        constraints = (
            models.UniqueConstraint(name="keeping_one_statement_a_month", fields=("store", "owner", "month")),
            models.CheckConstraint(name="keeping_statement_amounts", condition=Q(gram_days__gt=0, fee_fen__gte=0)),
        )

    def __str__(self) -> str:
        return f"{self.store_id} {self.owner_id} {self.month:%Y-%m}"


class FeeLine(models.Model):
    """A lot's part of a statement; the parts sum to it, to the gram-day and the fen."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "statement", "lot", "gram_days", "fee_fen"), MEMBERS)

    statement = models.ForeignKey(FeeStatement, on_delete=models.PROTECT, related_name="lines")
    lot = models.ForeignKey("stock.Lot", on_delete=models.PROTECT, related_name="+")
    gram_days = models.BigIntegerField()
    fee_fen = models.BigIntegerField()

    class Meta:
        ordering = ("statement_id", "pk")
        constraints = (models.UniqueConstraint(name="keeping_lot_once_a_statement", fields=("statement", "lot")),)

    def __str__(self) -> str:
        return f"{self.statement_id} {self.lot_id}"

"""What keeping costs. No money is posted here."""

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

"""What is put aside: a hold and its one end."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import MEMBERS
from lilian.stock.values import HOLD_ENDING_NAMES, HOLD_KIND_NAMES


class Hold(models.Model):
    """Grams and pieces of a lot at a location that nobody else may take; `until` of None waits for a person."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "lot", "location", "kind", "weight_g", "pieces", "purpose", "until", "at", "held_by", "client_key"),
        MEMBERS,
    )

    lot = models.ForeignKey("stock.Lot", on_delete=models.PROTECT, related_name="holds")
    location = models.ForeignKey("stock.Location", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(kind.value, name) for kind, name in HOLD_KIND_NAMES.items()])
    weight_g = models.BigIntegerField()
    pieces = models.BigIntegerField(default=0)
    purpose = models.CharField(max_length=120)
    until = models.DateTimeField(null=True, db_index=True)
    at = models.DateTimeField()
    held_by = models.CharField(max_length=80)
    client_key = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(name="stock_hold_weighs", condition=Q(weight_g__gt=0, pieces__gte=0)),
            models.CheckConstraint(
                name="stock_hold_ends_later", condition=Q(until__isnull=True) | Q(until__gt=models.F("at"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.weight_g} g of {self.lot_id}"


class HoldEnd(models.Model):
    """How a hold ended: used by an entry, released by a person, or expired."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "hold", "ending", "at", "ended_by"), MEMBERS)

    hold = models.OneToOneField(Hold, on_delete=models.PROTECT, related_name="end")
    ending = models.CharField(max_length=10, choices=[(e.value, name) for e, name in HOLD_ENDING_NAMES.items()])
    at = models.DateTimeField()
    ended_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.hold_id} {self.ending}"

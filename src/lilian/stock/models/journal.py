"""Entries and their lines, and the balances the database keeps of them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lilian.base.visibility import MEMBERS
from lilian.stock.values import ENTRY_KIND_NAMES, EntryKind


class Entry(models.Model):
    """One effect on the goods. Written after its lines, which it seals: a trigger refuses it unless they sum to zero.

    `day` is the business day, `at` when it was written; `asked` is SHA-256 over what was asked for, `digest` over the
    lines that came of it, which stands in the audit chain too.
    """

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "kind", "day", "at", "actor_name", "client_key", "note", "reverses", "asked", "digest"), MEMBERS
    )

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=10, choices=[(kind.value, name) for kind, name in ENTRY_KIND_NAMES.items()])
    day = models.DateField()
    at = models.DateTimeField()
    actor_name = models.CharField(max_length=80)
    client_key = models.CharField(max_length=120, unique=True)
    note = models.CharField(max_length=200, blank=True)
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversed_by")
    asked = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("-pk",)
        verbose_name_plural = "entries"
        indexes = (models.Index(fields=("day", "kind"), name="stock_entry_by_day"),)
        constraints = (
            models.CheckConstraint(
                name="stock_only_a_reversal_reverses",
                condition=Q(kind=EntryKind.REVERSE.value, reverses__isnull=False)
                | Q(reverses__isnull=True) & ~Q(kind=EntryKind.REVERSE.value),
            ),
        )

    def __str__(self) -> str:
        return f"{self.pk} {self.kind}"


class Line(models.Model):
    """Grams and pieces that come to a lot at a location, or leave it."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "entry", "lot", "location", "weight_g", "pieces"), MEMBERS)

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="lines")
    lot = models.ForeignKey("stock.Lot", on_delete=models.PROTECT, related_name="lines", db_index=False)
    location = models.ForeignKey("stock.Location", on_delete=models.PROTECT, related_name="+")
    weight_g = models.BigIntegerField()
    pieces = models.BigIntegerField(default=0)

    class Meta:
        ordering = ("entry_id", "pk")
        indexes = (models.Index(fields=("lot", "location"), name="stock_line_by_spot"),)
        constraints = (
            models.CheckConstraint(name="stock_line_says_something", condition=~Q(weight_g=0, pieces=0)),
            models.CheckConstraint(
                name="stock_line_goes_one_way",
                condition=Q(weight_g__gte=0, pieces__gte=0) | Q(weight_g__lte=0, pieces__lte=0),
            ),
        )

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.weight_g} g"


class Balance(models.Model):
    """What lies of a lot at a location, and what of it is held. Written by triggers on lines and holds only."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "lot", "location", "weight_g", "pieces", "held_g", "held_pieces", "is_nowhere"), MEMBERS
    )

    lot = models.ForeignKey("stock.Lot", on_delete=models.PROTECT, related_name="balances", db_index=False)
    location = models.ForeignKey("stock.Location", on_delete=models.PROTECT, related_name="+")
    weight_g = models.BigIntegerField(default=0)
    pieces = models.BigIntegerField(default=0)
    held_g = models.BigIntegerField(default=0)
    held_pieces = models.BigIntegerField(default=0)
    is_nowhere = models.BooleanField()

    class Meta:
        ordering = ("lot_id", "location_id")
        constraints = (
            models.UniqueConstraint(name="stock_one_balance_a_spot", fields=("lot", "location")),
            models.CheckConstraint(
                name="stock_nothing_below_zero", condition=Q(is_nowhere=True) | Q(weight_g__gte=0, pieces__gte=0)
            ),
            models.CheckConstraint(
                name="stock_held_is_on_hand",
                condition=Q(held_g=0, held_pieces=0)
                | Q(
                    is_nowhere=False,
                    held_g__gte=0,
                    held_pieces__gte=0,
                    held_g__lte=F("weight_g"),
                    held_pieces__lte=F("pieces"),
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.lot_id} @ {self.location_id}: {self.weight_g} g"

"""A packing: a shift's work on one line with one specification, what goes in, and how it ended."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import MEMBERS, PUBLIC
from lilian.packing.values import SHIFT_NAMES


class Packing(models.Model):
    """Open until it has a `Closing`. Its number is the batch on its boxes' labels."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "organisation", "version", "day"), PUBLIC) | dict.fromkeys(
        ("location", "shift", "scale", "note", "opened_at", "opened_by", "client_key"), MEMBERS
    )

    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="+")
    location = models.ForeignKey("stock.Location", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey("packing.SpecVersion", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    shift = models.CharField(max_length=10, choices=[(shift.value, name) for shift, name in SHIFT_NAMES.items()])
    scale = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=200, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)
    client_key = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=("organisation", "day"), name="packing_by_day"),)

    def __str__(self) -> str:
        return f"{self.pk} {self.day}"


class Input(models.Model):
    """A lot that goes into a packing's boxes."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "packing", "lot", "at", "added_by"), MEMBERS)

    packing = models.ForeignKey(Packing, on_delete=models.PROTECT, related_name="inputs")
    lot = models.ForeignKey("stock.Lot", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    added_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("packing_id", "pk")
        constraints = (models.UniqueConstraint(name="packing_lot_goes_in_once", fields=("packing", "lot")),)

    def __str__(self) -> str:
        return f"{self.packing_id} <- {self.lot_id}"


class Stop(models.Model):
    """A recall stopped a packing while it was open, and why: no box is added and it does not end; its boxes may be
    voided and it dropped."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "packing", "reason", "at", "stopped_by"), MEMBERS)

    packing = models.OneToOneField(Packing, on_delete=models.PROTECT, related_name="stop")
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()
    stopped_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.packing_id} stopped"


class Closing(models.Model):
    """How a packing ended: its entry in the goods journal and the lot its boxes are; neither where it was dropped."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "packing", "entry", "lot", "at", "closed_by", "note", "client_key"), MEMBERS
    )

    packing = models.OneToOneField(Packing, on_delete=models.PROTECT, related_name="closing")
    entry = models.OneToOneField("stock.Entry", null=True, on_delete=models.PROTECT, related_name="+")
    lot = models.OneToOneField("stock.Lot", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    closed_by = models.CharField(max_length=80)
    note = models.CharField(max_length=200, blank=True)
    client_key = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                name="packing_posted_with_its_lot",
                condition=Q(entry__isnull=True, lot__isnull=True) | Q(entry__isnull=False, lot__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.packing_id} closed"


class Taken(models.Model):
    """So much of a lot was taken for a packing; what is in no box was lost."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "closing", "lot", "weight_g", "pieces"), MEMBERS)

    closing = models.ForeignKey(Closing, on_delete=models.PROTECT, related_name="taken")
    lot = models.ForeignKey("stock.Lot", on_delete=models.PROTECT, related_name="+")
    weight_g = models.BigIntegerField()
    pieces = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("closing_id", "pk")
        verbose_name_plural = "taken"
        constraints = (
            models.UniqueConstraint(name="packing_taken_once", fields=("closing", "lot")),
            models.CheckConstraint(name="packing_taken_weighs", condition=Q(weight_g__gt=0)),
        )

    def __str__(self) -> str:
        return f"{self.closing_id} {self.weight_g} g of {self.lot_id}"

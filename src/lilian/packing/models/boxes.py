"""Boxes with their own codes, those that do not count, and the pallets they stand on."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lilian.base.visibility import MEMBERS, PUBLIC
from lilian.packing.values import SOURCE_NAMES


class Box(models.Model):
    """One box as it left the scale. `code` is random, so that nobody finds boxes by trying numbers."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "packing", "code", "net_g", "pieces", "packed_at"), PUBLIC) | (
        dict.fromkeys(("number", "gross_g", "packed_by", "source", "client_key"), MEMBERS)
    )

    packing = models.ForeignKey("packing.Packing", on_delete=models.PROTECT, related_name="boxes", db_index=False)
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=14, unique=True)
    gross_g = models.PositiveIntegerField()
    net_g = models.PositiveIntegerField()
    pieces = models.PositiveIntegerField()
    packed_at = models.DateTimeField()
    packed_by = models.CharField(max_length=80)
    source = models.CharField(max_length=8, choices=[(source.value, name) for source, name in SOURCE_NAMES.items()])
    client_key = models.CharField(max_length=130, unique=True)

    class Meta:
        ordering = ("packing_id", "number")
        verbose_name_plural = "boxes"
        constraints = (
            models.UniqueConstraint(name="packing_box_number", fields=("packing", "number")),
            models.CheckConstraint(
                name="packing_box_weighs", condition=Q(net_g__gt=0, gross_g__gte=F("net_g"), pieces__gt=0)
            ),
        )

    def __str__(self) -> str:
        return self.code


class BoxVoid(models.Model):
    """This box does not count, and why: weighed wrong, opened again, damaged."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "box", "reason", "at", "voided_by"), MEMBERS)

    box = models.OneToOneField(Box, on_delete=models.PROTECT, related_name="void")
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()
    voided_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.box_id} void"


class BoxRecall(models.Model):
    """This one box is called back, and why: it stays where it is, goes into no parcel, and its page says so."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "box", "at"), PUBLIC) | dict.fromkeys(
        ("reason", "recalled_by"), MEMBERS
    )

    box = models.OneToOneField(Box, on_delete=models.PROTECT, related_name="recall")
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()
    recalled_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.box_id} recalled"


class Pallet(models.Model):
    """A pallet with a code of its own; it is used again and again."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "organisation", "made_at", "made_by", "client_key"), MEMBERS)

    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    client_key = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"pallet {self.pk}"


class Stowing(models.Model):
    """A box stands on a pallet from a moment until another; None is still. A recall follows a pallet by these only."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "pallet", "box", "since", "until", "stowed_by", "taken_by"), MEMBERS)

    pallet = models.ForeignKey(Pallet, on_delete=models.PROTECT, related_name="stowings", db_index=False)
    box = models.ForeignKey(Box, on_delete=models.PROTECT, related_name="stowings")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    stowed_by = models.CharField(max_length=80)
    taken_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("pk",)
        indexes = (
            models.Index(fields=("pallet", "until"), name="packing_stowed_on"),
            models.Index(fields=("box", "pallet", "since", "until"), name="packing_stowed_covering"),
        )
        constraints = (
            models.UniqueConstraint(name="packing_box_on_one_pallet", fields=("box",), condition=Q(until__isnull=True)),
            models.CheckConstraint(
                name="packing_stowed_then_taken", condition=Q(until__isnull=True) | Q(until__gte=F("since"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.box_id} on {self.pallet_id}"

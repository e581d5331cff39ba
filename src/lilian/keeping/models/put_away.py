"""Fruit comes into a room, and is counted there."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lilian.base.visibility import MEMBERS, PRIVATE
from lilian.keeping.values import DIFFERENCE_NAMES, MATURITY_NAMES, SOURCE_NAMES


class PutAway(models.Model):
    """So many grams of a lot put into a room by an entry of the goods journal. Append-only.

    Of a load (`arrival`, `unplanned`) no more is ever put away than came: a trigger holds it.
    """

    VISIBILITY: ClassVar = dict.fromkeys(
        (
            "id",
            "source",
            "arrival",
            "unplanned",
            "booking",
            "room",
            "lot",
            "entry",
            "weight_g",
            "maturity",
            "day",
            "at",
            "note",
        ),
        MEMBERS,
    ) | dict.fromkeys(("put_by", "client_key"), PRIVATE)

    source = models.CharField(max_length=10, choices=[(s.value, name) for s, name in SOURCE_NAMES.items()])
    arrival = models.ForeignKey("storage.Arrival", null=True, on_delete=models.PROTECT, related_name="+")
    unplanned = models.ForeignKey("storage.UnplannedArrival", null=True, on_delete=models.PROTECT, related_name="+")
    booking = models.ForeignKey("keeping.Booking", null=True, on_delete=models.PROTECT, related_name="put_away")
    room = models.ForeignKey("storage.Room", on_delete=models.PROTECT, related_name="+")
    lot = models.ForeignKey("stock.Lot", on_delete=models.PROTECT, related_name="+")
    entry = models.OneToOneField("stock.Entry", on_delete=models.PROTECT, related_name="+")
    weight_g = models.BigIntegerField()
    maturity = models.CharField(max_length=8, choices=[(m.value, name) for m, name in MATURITY_NAMES.items()])
    day = models.DateField()
    at = models.DateTimeField()
    put_by = models.CharField(max_length=80)
    note = models.CharField(max_length=200, blank=True)
    client_key = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(name="keeping_put_away_weighs", condition=Q(weight_g__gt=0)),
            models.CheckConstraint(
                name="keeping_put_away_source",
                condition=Q(source="arrival", arrival__isnull=False, unplanned__isnull=True)
                | Q(source="unplanned", arrival__isnull=True, unplanned__isnull=False)
                | Q(source__in=("direct", "opening", "moved"), arrival__isnull=True, unplanned__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.lot_id} -> {self.room_id}: {self.weight_g} g"


class CountSheet(models.Model):
    """What was found in a room on a day; the differences stand in the goods journal as one entry, if there are any."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "room", "day", "at", "entry", "note"), MEMBERS) | dict.fromkeys(
        ("counted_by", "client_key"), PRIVATE
    )

    room = models.ForeignKey("storage.Room", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    at = models.DateTimeField()
    entry = models.OneToOneField("stock.Entry", null=True, on_delete=models.PROTECT, related_name="+")
    counted_by = models.CharField(max_length=80)
    note = models.CharField(max_length=200, blank=True)
    client_key = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.room_id} {self.day}"


class CountLine(models.Model):
    """One lot on a count sheet; a difference has its reason."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "sheet", "lot", "book_g", "found_g", "difference"), MEMBERS)

    sheet = models.ForeignKey(CountSheet, on_delete=models.PROTECT, related_name="lines")
    lot = models.ForeignKey("stock.Lot", on_delete=models.PROTECT, related_name="+")
    book_g = models.BigIntegerField()
    found_g = models.BigIntegerField()
    difference = models.CharField(
        max_length=12, blank=True, choices=[(d.value, name) for d, name in DIFFERENCE_NAMES.items()]
    )

    class Meta:
        ordering = ("sheet_id", "pk")
        constraints = (
            models.UniqueConstraint(name="keeping_count_once", fields=("sheet", "lot")),
            models.CheckConstraint(name="keeping_count_weighs", condition=Q(found_g__gte=0, book_g__gte=0)),
            models.CheckConstraint(
                name="keeping_difference_explained",
                condition=Q(found_g=F("book_g"), difference="") | ~Q(found_g=F("book_g")) & ~Q(difference=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.lot_id}: {self.found_g} of {self.book_g} g"

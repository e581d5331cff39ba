"""Cold stores and their rooms."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lilian.base.visibility import MEMBERS, PUBLIC


class Store(models.Model):
    """A store of an organisation at a place; the room is what has temperature and capacity."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "code", "name", "organisation", "place", "accepts", "closed_on"), PUBLIC
    ) | dict.fromkeys(
        ("intake_g_per_day", "fee_fen_per_tonne_month", "temperature_mc", "keeper", "opening_hours", "close_reason"),
        MEMBERS,
    )

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="+")
    place = models.OneToOneField("members.Place", on_delete=models.PROTECT, related_name="+")
    accepts = models.ManyToManyField("catalog.Variety", related_name="+")
    intake_g_per_day = models.BigIntegerField()
    fee_fen_per_tonne_month = models.BigIntegerField()
    temperature_mc = models.IntegerField(default=0)
    keeper = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opening_hours = models.CharField(max_length=60, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    close_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                name="storage_store_amounts", condition=Q(intake_g_per_day__gte=0, fee_fen_per_tonne_month__gte=0)
            ),
        )

    def __str__(self) -> str:
        return self.name


class Room(models.Model):
    """Volume in litres and declared capacity in grams are two facts; the stock is a third.

    The stock stands in fill reports; once the room is on the books, in the goods journal, at `location`.
    """

    VISIBILITY: ClassVar = dict.fromkeys(("id", "store", "code", "volume_l", "capacity_g"), PUBLIC) | dict.fromkeys(
        ("coldest_mc", "warmest_mc", "location"), MEMBERS
    )

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="rooms")
    code = models.CharField(max_length=40)
    volume_l = models.BigIntegerField()
    capacity_g = models.BigIntegerField()
    coldest_mc = models.IntegerField(default=-1_500)
    warmest_mc = models.IntegerField(default=1_500)
    location = models.OneToOneField("stock.Location", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("store_id", "code")
        constraints = (
            models.UniqueConstraint(name="storage_room_code", fields=("store", "code")),
            models.CheckConstraint(name="storage_room_amounts", condition=Q(volume_l__gte=0, capacity_g__gt=0)),
            models.CheckConstraint(name="storage_room_band", condition=Q(coldest_mc__lte=F("warmest_mc"))),
        )

    def __str__(self) -> str:
        return self.code

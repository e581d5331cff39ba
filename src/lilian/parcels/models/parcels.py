"""A parcel as it left, and that it arrived."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import MEMBERS, PRIVATE


class Parcel(models.Model):
    """Boxes that left together for one receiver; `entry` took them off the books of where they lay. Never changed."""

    VISIBILITY: ClassVar = dict.fromkeys(
        (
            "id",
            "organisation",
            "location",
            "receiver",
            "to",
            "carrier",
            "plate",
            "waybill",
            "day",
            "loaded_at",
            "written_at",
            "loaded_by",
            "note",
            "entry",
            "client_key",
        ),
        MEMBERS,
    ) | dict.fromkeys(("receiver_name", "receiver_phone"), PRIVATE)

    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="+")
    location = models.ForeignKey("stock.Location", on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey("members.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    receiver_name = models.CharField(max_length=80, blank=True)
    receiver_phone = models.CharField(max_length=40, blank=True)
    to = models.ForeignKey("stock.Location", null=True, on_delete=models.PROTECT, related_name="+")
    carrier = models.CharField(max_length=80, blank=True)
    plate = models.CharField(max_length=20, blank=True)
    waybill = models.CharField(max_length=60, blank=True, db_index=True)
    day = models.DateField()
    loaded_at = models.DateTimeField()
    written_at = models.DateTimeField()
    loaded_by = models.CharField(max_length=80)
    note = models.CharField(max_length=200, blank=True)
    entry = models.OneToOneField("stock.Entry", on_delete=models.PROTECT, related_name="+")
    client_key = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                name="parcels_goes_to_somebody",
                condition=Q(receiver__isnull=False, receiver_name="") | Q(receiver__isnull=True) & ~Q(receiver_name=""),
            ),
        )

    def __str__(self) -> str:
        return f"parcel {self.pk}"


class Arrival(models.Model):
    """The receiver has it."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "parcel", "at", "told_by", "note"), MEMBERS)

    parcel = models.OneToOneField(Parcel, on_delete=models.PROTECT, related_name="arrival")
    at = models.DateTimeField()
    told_by = models.CharField(max_length=80)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.parcel_id} arrived"

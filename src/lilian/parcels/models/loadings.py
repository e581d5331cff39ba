"""Which box is in which parcel from when until when, and what came back."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lilian.base.visibility import MEMBERS


class Return(models.Model):
    """Boxes of a parcel that came back, and why; `entry` put them on the books again."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "parcel", "location", "at", "reason", "returned_by", "entry", "client_key"), MEMBERS
    )

    parcel = models.ForeignKey("parcels.Parcel", on_delete=models.PROTECT, related_name="returns")
    location = models.ForeignKey("stock.Location", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=200)
    returned_by = models.CharField(max_length=80)
    entry = models.OneToOneField("stock.Entry", on_delete=models.PROTECT, related_name="+")
    client_key = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.parcel_id} back"


class Loading(models.Model):
    """A box is in a parcel from `since` until it comes back; None is still with the receiver or on the road."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "parcel", "box", "since", "until", "back"), MEMBERS)

    parcel = models.ForeignKey("parcels.Parcel", on_delete=models.PROTECT, related_name="loadings", db_index=False)
    box = models.ForeignKey("packing.Box", on_delete=models.PROTECT, related_name="+", db_index=False)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    back = models.ForeignKey(Return, null=True, on_delete=models.PROTECT, related_name="loadings")

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("box", "parcel", "since", "until"), name="parcels_box_covering"),)
        constraints = (
            models.UniqueConstraint(name="parcels_loaded_once", fields=("parcel", "box")),
            models.UniqueConstraint(name="parcels_box_in_one_parcel", fields=("box",), condition=Q(until__isnull=True)),
            models.CheckConstraint(
                name="parcels_back_after_loading",
                condition=Q(until__isnull=True, back__isnull=True)
                | Q(until__gte=F("since"), until__isnull=False, back__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.box_id} in {self.parcel_id}"

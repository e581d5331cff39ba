"""Lots waiting to be stored."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import MEMBERS, PRIVATE
from lilian.storage.values import LOT_STATUS_NAMES, LotStatus


class PendingLot(models.Model):
    """Fruit of one grade at one point (degrees WGS-84), ready from its harvest on; `grower` is who brought it in."""

    VISIBILITY: ClassVar = dict.fromkeys(
        (
            "id",
            "code",
            "organisation",
            "point",
            "village",
            "lat",
            "lon",
            "variety",
            "grade",
            "weight_g",
            "harvest_date",
            "note",
            "status",
        ),
        MEMBERS,
    ) | {"grower": PRIVATE}

    code = models.CharField(max_length=40, unique=True)
    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="+")
    grower = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    point = models.CharField(max_length=80, blank=True)
    village = models.CharField(max_length=40, blank=True)
    lat = models.FloatField()
    lon = models.FloatField()
    variety = models.ForeignKey("catalog.Variety", on_delete=models.PROTECT, related_name="+")
    grade = models.CharField(max_length=20)
    weight_g = models.BigIntegerField()
    harvest_date = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    status = models.CharField(
        max_length=10,
        choices=[(s.value, name) for s, name in LOT_STATUS_NAMES.items()],
        default=LotStatus.WAITING.value,
    )

    class Meta:
        ordering = ("code",)
        indexes = (models.Index(fields=("status", "code"), name="storage_lot_status"),)
        constraints = (
            models.CheckConstraint(name="storage_lot_weight", condition=Q(weight_g__gt=0)),
            models.CheckConstraint(
                name="storage_lot_on_earth", condition=Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180)
            ),
        )

    def __str__(self) -> str:
        return self.code

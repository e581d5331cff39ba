"""Places: points of the county where fruit grows, is bought, stored or handed over."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import MEMBERS, PRIVATE, PUBLIC
from lilian.members.values import PLACE_KIND_NAMES, PlaceKind, SourceCrs


class Place(models.Model):
    """A point in degrees WGS-84; `source_crs` is the system it was given in.

    `area_m2` and `household` are for orchard blocks. A place with a `closed_on` is used no more; it stays for history.
    """

    VISIBILITY: ClassVar = {
        "id": PUBLIC,
        "code": PUBLIC,
        "name": PUBLIC,
        "kind": PUBLIC,
        "lat": MEMBERS,
        "lon": MEMBERS,
        "source_crs": MEMBERS,
        "organisation": PUBLIC,
        "township": PUBLIC,
        "village": PUBLIC,
        "area_m2": MEMBERS,
        "household": PRIVATE,
        "note": MEMBERS,
        "closed_on": PUBLIC,
        "sought": MEMBERS,
    }

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20, choices=[(kind.value, name) for kind, name in PLACE_KIND_NAMES.items()])
    lat = models.FloatField()
    lon = models.FloatField()
    source_crs = models.CharField(max_length=10, default=SourceCrs.WGS84.value)
    organisation = models.ForeignKey(
        "members.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="places"
    )
    township = models.ForeignKey("members.Township", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    village = models.CharField(max_length=40, blank=True)
    area_m2 = models.PositiveIntegerField(null=True, blank=True)
    household = models.ForeignKey(
        "members.Household", null=True, blank=True, on_delete=models.PROTECT, related_name="blocks"
    )
    note = models.CharField(max_length=200, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    sought = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                name="members_place_on_earth",
                condition=Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180),
            ),
            models.CheckConstraint(
                name="members_place_of_household_is_block",
                condition=Q(household__isnull=True) | Q(kind=PlaceKind.BLOCK.value),
            ),
        )
        indexes = (models.Index(fields=("kind", "code"), name="members_place_kind_code"),)

    def __str__(self) -> str:
        return self.name

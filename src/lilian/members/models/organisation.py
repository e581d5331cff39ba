"""Member organisations of the alliance, with kind and level and the dates of their membership."""

from functools import reduce
from operator import or_
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lilian.base.visibility import MEMBERS, PUBLIC
from lilian.members.values import KIND_NAMES, LEVEL_NAMES, LEVEL_OF

LEVEL_FITS_KIND = reduce(or_, (Q(kind=kind.value, level=level.value) for kind, level in LEVEL_OF.items()))


class Organisation(models.Model):
    """Member from `joined_on` until the day before `left_on`; `sought` is what search looks through."""

    VISIBILITY: ClassVar = {
        "id": PUBLIC,
        "code": PUBLIC,
        "name": PUBLIC,
        "kind": PUBLIC,
        "level": PUBLIC,
        "uscc": MEMBERS,
        "parent": PUBLIC,
        "township": PUBLIC,
        "village": PUBLIC,
        "joined_on": MEMBERS,
        "left_on": MEMBERS,
        "note": MEMBERS,
        "sought": MEMBERS,
    }

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20, choices=[(kind.value, name) for kind, name in KIND_NAMES.items()])
    level = models.CharField(max_length=10, choices=[(level.value, name) for level, name in LEVEL_NAMES.items()])
    uscc = models.CharField(max_length=18, unique=True, null=True, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    township = models.ForeignKey("members.Township", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    village = models.CharField(max_length=40, blank=True)
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)
    sought = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                name="members_organisation_leaves_after_joining",
                condition=Q(left_on__isnull=True) | Q(left_on__gt=F("joined_on")),
            ),
            models.CheckConstraint(name="members_organisation_level_fits_kind", condition=LEVEL_FITS_KIND),
        )
        indexes = (models.Index(fields=("kind", "code"), name="members_org_kind_code"),)

    def __str__(self) -> str:
        return self.name

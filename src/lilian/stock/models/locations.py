"""Where fruit can be, and how far the days of an organisation are closed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import MEMBERS, PUBLIC
from lilian.stock.values import LOCATION_KIND_NAMES, NOWHERE


class Location(models.Model):
    """A place of an organisation where lots lie; one without an organisation is nowhere (harvest, shrinkage …)."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "code", "name", "kind", "organisation", "place"), PUBLIC) | {
        "closed_on": MEMBERS
    }

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20, choices=[(kind.value, name) for kind, name in LOCATION_KIND_NAMES.items()])
    organisation = models.ForeignKey("members.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("members.Place", null=True, on_delete=models.PROTECT, related_name="+")
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                name="stock_only_nowhere_is_nobodys",
                condition=Q(organisation__isnull=True, kind__in=[kind.value for kind in NOWHERE])
                | Q(organisation__isnull=False) & ~Q(kind__in=[kind.value for kind in NOWHERE]),
            ),
            models.UniqueConstraint(
                name="stock_one_nowhere_of_a_kind", fields=("kind",), condition=Q(organisation__isnull=True)
            ),
        )

    def __str__(self) -> str:
        return self.name


class Book(models.Model):
    """An organisation's days up to `closed_through` are closed: nothing more is posted to its locations then."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "organisation", "closed_through"), MEMBERS)

    organisation = models.OneToOneField("members.Organisation", on_delete=models.PROTECT, related_name="+")
    closed_through = models.DateField()

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.closed_through}"

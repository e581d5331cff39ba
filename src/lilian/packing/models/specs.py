"""Pack specifications and their versions: what a box must be, from a day on."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lilian.base.visibility import MEMBERS, PUBLIC


class Spec(models.Model):
    """A kind of box the alliance sells. What it must weigh and hold is in its versions."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "code", "name", "gtin", "variety", "grade"), PUBLIC)

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=40)
    gtin = models.CharField(max_length=14, unique=True)
    variety = models.ForeignKey("catalog.Variety", on_delete=models.PROTECT, related_name="+")
    grade = models.CharField(max_length=20)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class SpecVersion(models.Model):
    """In force from `effective_from` until the next version is; never changed, never deleted."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "spec", "number", "effective_from", "label_g", "least_count", "most_count", "published_at"), PUBLIC
    ) | dict.fromkeys(("shortage_g", "tare_g", "price_fen_per_kg", "source"), MEMBERS)

    spec = models.ForeignKey(Spec, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    effective_from = models.DateField()
    label_g = models.PositiveIntegerField()
    shortage_g = models.PositiveIntegerField()
    least_count = models.PositiveIntegerField()
    most_count = models.PositiveIntegerField()
    tare_g = models.PositiveIntegerField()
    price_fen_per_kg = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    published_at = models.DateTimeField()

    class Meta:
        ordering = ("spec_id", "number")
        constraints = (
            models.UniqueConstraint(name="packing_spec_version_number", fields=("spec", "number")),
            models.UniqueConstraint(name="packing_spec_version_day", fields=("spec", "effective_from")),
            models.CheckConstraint(name="packing_label_weighs", condition=Q(label_g__gt=F("shortage_g"))),
            models.CheckConstraint(
                name="packing_box_holds_fruit", condition=Q(least_count__gt=0, most_count__gte=F("least_count"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.spec_id} v{self.number}"

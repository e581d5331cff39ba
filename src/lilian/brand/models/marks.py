"""Marks and what they ask of fruit, in versions. No row ever changes."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import PUBLIC
from lilian.brand.values import MARK_KIND_NAMES


class Mark(models.Model):
    """A mark one may use with a licence only. What may bear it is in its rules."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "code", "name", "kind", "owner", "registration", "at"), PUBLIC)

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=40)
    kind = models.CharField(max_length=8, choices=[(kind.value, name) for kind, name in MARK_KIND_NAMES.items()])
    owner = models.CharField(max_length=80)
    registration = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class Rules(models.Model):
    """In force from `effective_from` until the next version is. `outside` is grams in a thousand from elsewhere.

    `grades` are those of the standard's version that may bear it, with commas around them; `areas` are pairs of a
    township's code and a village, '' for all of the township.
    """

    VISIBILITY: ClassVar = dict.fromkeys(
        (
            "id",
            "mark",
            "number",
            "variety",
            "version",
            "grades",
            "areas",
            "outside",
            "report_day",
            "effective_from",
            "source",
            "at",
        ),
        PUBLIC,
    )

    mark = models.ForeignKey(Mark, on_delete=models.PROTECT, related_name="rules")
    number = models.PositiveIntegerField()
    variety = models.ForeignKey("catalog.Variety", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey("catalog.StandardVersion", on_delete=models.PROTECT, related_name="+")
    grades = models.CharField(max_length=200)
    areas = models.JSONField()
    outside = models.PositiveSmallIntegerField(default=0)
    report_day = models.PositiveSmallIntegerField(default=10)
    effective_from = models.DateField()
    source = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ("mark_id", "number")
        verbose_name_plural = "rules"
        constraints = (
            models.UniqueConstraint(name="brand_rules_number", fields=("mark", "number")),
            models.UniqueConstraint(name="brand_rules_day", fields=("mark", "effective_from")),
            models.CheckConstraint(
                name="brand_rules_ask_something",
                condition=~Q(grades="") & Q(outside__lt=1_000, report_day__gte=1, report_day__lte=28),
            ),
        )

    def __str__(self) -> str:
        return f"{self.mark_id} v{self.number}"


class LabelKind(models.Model):
    """What one label of a specification stands for, and how many a box bears."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "rules", "spec", "grams", "per_box"), PUBLIC)

    rules = models.ForeignKey(Rules, on_delete=models.PROTECT, related_name="labels")
    spec = models.ForeignKey("packing.Spec", on_delete=models.PROTECT, related_name="+")
    grams = models.PositiveIntegerField()
    per_box = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("rules_id", "pk")
        constraints = (
            models.UniqueConstraint(name="brand_label_once", fields=("rules", "spec")),
            models.CheckConstraint(name="brand_label_weighs", condition=Q(grams__gt=0, per_box__gt=0)),
        )

    def __str__(self) -> str:
        return f"{self.rules_id}: {self.grams} g"

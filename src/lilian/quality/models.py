"""Tables of the quality room. What was measured never changes, by trigger on both engines."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import MEMBERS, PUBLIC
from lilian.catalog.values import DEFECT_NAMES
from lilian.quality.values import OCCASION_NAMES


class Scale(models.Model):
    """A scale of an organisation, as its plate says."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "organisation", "code", "name", "division_g", "capacity_g", "added_at"), MEMBERS
    )

    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=40)
    division_g = models.PositiveIntegerField()
    capacity_g = models.PositiveIntegerField()
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                name="quality_scale_weighs", condition=Q(division_g__gt=0, capacity_g__gte=models.F("division_g"))
            ),
        )

    def __str__(self) -> str:
        return self.name


class Calibration(models.Model):
    """A scale checked against reference weights; the last of a day counts."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "scale", "day", "at", "checked_by", "passed", "note", "client_key"), MEMBERS
    )

    scale = models.ForeignKey(Scale, on_delete=models.PROTECT, related_name="calibrations", db_index=False)
    day = models.DateField()
    at = models.DateTimeField()
    checked_by = models.CharField(max_length=80)
    passed = models.BooleanField()
    note = models.CharField(max_length=200, blank=True)
    client_key = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=("scale", "id"), name="quality_scale_checks"),)

    def __str__(self) -> str:
        return f"{self.scale_id} {self.day}"


class CalibrationPoint(models.Model):
    """One reference weight of a check, what the scale showed, and how far it might be wrong."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "calibration", "reference_g", "reading_g", "allowed_g"), MEMBERS)

    calibration = models.ForeignKey(Calibration, on_delete=models.PROTECT, related_name="points")
    reference_g = models.PositiveIntegerField()
    reading_g = models.PositiveIntegerField()
    allowed_g = models.PositiveIntegerField()

    class Meta:
        ordering = ("calibration_id", "pk")

    def __str__(self) -> str:
        return f"{self.reference_g} g: {self.reading_g} g"


class Sample(models.Model):
    """Fruit of a lot looked at, measured and tasted."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "lot", "occasion", "size", "taken_at"), PUBLIC) | dict.fromkeys(
        ("organisation", "taken_by", "taste", "client_key"), MEMBERS
    )

    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="+")
    lot = models.ForeignKey("stock.Lot", on_delete=models.PROTECT, related_name="+")
    occasion = models.CharField(max_length=10, choices=[(o.value, name) for o, name in OCCASION_NAMES.items()])
    size = models.PositiveIntegerField()
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=80)
    taste = models.CharField(max_length=200, blank=True)
    client_key = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ("-taken_at", "-pk")
        constraints = (models.CheckConstraint(name="quality_sample_has_fruit", condition=Q(size__gt=0)),)

    def __str__(self) -> str:
        return f"{self.lot_id} {self.taken_at}"


class SampleFruit(models.Model):
    """One fruit of a sample that was measured."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "sample", "number", "weight_g", "firmness_mn", "solids_permille"), MEMBERS
    )

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="fruit", db_index=False)
    number = models.PositiveIntegerField()
    weight_g = models.PositiveIntegerField(null=True)
    firmness_mn = models.PositiveIntegerField(null=True)
    solids_permille = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ("sample_id", "number")
        verbose_name_plural = "sample fruit"
        constraints = (models.UniqueConstraint(name="quality_fruit_number", fields=("sample", "number")),)

    def __str__(self) -> str:
        return f"{self.sample_id}.{self.number}"


class SampleDefect(models.Model):
    """How many fruit of a sample had a defect."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "sample", "defect", "count"), MEMBERS)

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="defects", db_index=False)
    defect = models.CharField(max_length=20, choices=[(d.value, name) for d, name in DEFECT_NAMES.items()])
    count = models.PositiveIntegerField()

    class Meta:
        ordering = ("sample_id", "defect")
        constraints = (models.UniqueConstraint(name="quality_defect_once", fields=("sample", "defect")),)

    def __str__(self) -> str:
        return f"{self.defect} {self.count}"

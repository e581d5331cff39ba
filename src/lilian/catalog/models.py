"""Varieties, quality standards with their versions, grade tables and limits, seasons, farm inputs."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lilian.base.visibility import PUBLIC
from lilian.catalog.values import CATEGORY_NAMES, InputCategory


class Variety(models.Model):
    """A pear variety; `aliases` are other names it goes by in workbooks."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "code", "name", "aliases"), PUBLIC)

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=40, unique=True)
    aliases = models.JSONField(default=list)

    class Meta:
        ordering = ("code",)
        verbose_name_plural = "varieties"

    def __str__(self) -> str:
        return self.name


class Standard(models.Model):
    """A quality standard; `variety` of None holds for every variety without its own."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "code", "name", "variety"), PUBLIC)

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    variety = models.OneToOneField(Variety, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class StandardVersion(models.Model):
    """In force from `effective_from` until the next version is; never changed, never deleted."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "standard", "number", "effective_from", "source", "published_at"), PUBLIC
    )

    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    effective_from = models.DateField()
    source = models.CharField(max_length=200)
    published_at = models.DateTimeField()

    class Meta:
        ordering = ("standard_id", "number")
        constraints = (
            models.UniqueConstraint(name="catalog_version_number", fields=("standard", "number")),
            models.UniqueConstraint(name="catalog_version_day", fields=("standard", "effective_from")),
        )

    def __str__(self) -> str:
        return f"{self.standard_id} v{self.number}"


class GradeBand(models.Model):
    """A grade by weight per fruit: `low_g` is in it, `high_g` is not; a `high_g` of None has no end."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "version", "grade", "name", "low_g", "high_g"), PUBLIC)

    version = models.ForeignKey(StandardVersion, on_delete=models.PROTECT, related_name="bands")
    grade = models.CharField(max_length=20)
    name = models.CharField(max_length=20)
    low_g = models.PositiveIntegerField()
    high_g = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ("version_id", "low_g")
        constraints = (
            models.CheckConstraint(
                name="catalog_band_holds_a_weight", condition=Q(high_g__isnull=True) | Q(high_g__gt=F("low_g"))
            ),
            models.UniqueConstraint(name="catalog_band_low", fields=("version", "low_g")),
            models.UniqueConstraint(name="catalog_band_grade", fields=("version", "grade")),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.low_g}-{self.high_g or ''}"


class GradeLimits(models.Model):
    """What a grade asks beside its weight; a band that asks nothing more has no row. Never changed, never deleted.

    Diameter in 0.1 mm, solids in 0.1 °Brix, tolerance in fruit of a thousand.
    """

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "band", "least_diameter", "least_solids", "barred", "most_defects", "tolerance"), PUBLIC
    )

    band = models.OneToOneField(GradeBand, on_delete=models.PROTECT, related_name="limits")
    least_diameter = models.PositiveIntegerField(null=True)
    least_solids = models.PositiveIntegerField(null=True)
    barred = models.JSONField(default=list)
    most_defects = models.PositiveSmallIntegerField(null=True)
    tolerance = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("band_id",)
        verbose_name_plural = "grade limits"
        constraints = (
            models.CheckConstraint(name="catalog_tolerance_below_all", condition=Q(tolerance__lt=1_000)),
            models.CheckConstraint(
                name="catalog_limit_asks_something",
                condition=(Q(least_diameter__isnull=True) | Q(least_diameter__gt=0))
                & (Q(least_solids__isnull=True) | Q(least_solids__gt=0)),
            ),
        )

    def __str__(self) -> str:
        return f"limits of {self.band_id}"


class Season(models.Model):
    """One harvest and selling year, half-open: `starts_on` is in it, `ends_on` is not."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "code", "name", "starts_on", "ends_on"), PUBLIC)

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=40)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ("starts_on",)
        constraints = (
            models.CheckConstraint(name="catalog_season_holds_a_day", condition=Q(ends_on__gt=F("starts_on"))),
        )

    def __str__(self) -> str:
        return self.name


class FarmInput(models.Model):
    """Something growers buy, as it is registered; who supplies it, its batch and expiry stand with quotes and receipts.

    A pesticide names its registration, what works in it, the days to picking and how often it may be used.
    """

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "code", "name", "category", "unit", "pack", "registration", "active_ingredient", "crops",
         "interval_days", "most_uses"),
        PUBLIC,
    )  # fmt: skip

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=80)
    category = models.CharField(max_length=12, choices=[(c.value, name) for c, name in CATEGORY_NAMES.items()])
    unit = models.CharField(max_length=10)
    pack = models.CharField(max_length=40, blank=True)
    registration = models.CharField(max_length=40, blank=True)
    active_ingredient = models.CharField(max_length=120, blank=True)
    crops = models.JSONField(default=list)
    interval_days = models.PositiveSmallIntegerField(null=True)
    most_uses = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ("category", "code")
        constraints = (
            models.CheckConstraint(
                name="catalog_pesticide_is_registered",
                condition=~Q(category=InputCategory.PESTICIDE.value)
                | Q(interval_days__isnull=False, most_uses__isnull=False, most_uses__gt=0)
                & ~Q(registration="")
                & ~Q(active_ingredient=""),
            ),
            models.CheckConstraint(name="catalog_input_is_counted", condition=~Q(unit="")),
            models.UniqueConstraint(
                name="catalog_one_input_a_registration",
                fields=("registration", "pack"),
                condition=~Q(registration=""),
            ),
        )

    def __str__(self) -> str:
        return self.name

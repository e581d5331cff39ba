"""A run from its opening to its end. No row here ever changes: what happens to a run are rows of their own."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import MEMBERS


class Run(models.Model):
    """What goes through one tank of a line between two cleanings, graded by one version of one standard."""

    VISIBILITY: ClassVar = dict.fromkeys(
        (
            "id",
            "code",
            "location",
            "variety",
            "standard",
            "day",
            "tank",
            "cleaned_at",
            "opened_at",
            "opened_by",
            "client_key",
            "note",
        ),
        MEMBERS,
    )

    code = models.CharField(max_length=20, unique=True)
    location = models.ForeignKey("stock.Location", on_delete=models.PROTECT, related_name="+")
    variety = models.ForeignKey("catalog.Variety", on_delete=models.PROTECT, related_name="+")
    standard = models.ForeignKey("catalog.StandardVersion", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    tank = models.PositiveSmallIntegerField(default=1)
    cleaned_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)
    client_key = models.CharField(max_length=120, unique=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-opened_at", "-pk")
        indexes = (models.Index(fields=("location", "-day"), name="sorting_run_by_line"),)
        constraints = (
            models.CheckConstraint(
                name="sorting_run_after_cleaning", condition=Q(cleaned_at__lte=models.F("opened_at"))
            ),
        )

    def __str__(self) -> str:
        return self.code


class RunInput(models.Model):
    """Grams of a lot that lie somewhere and go in; `mark` is what the line's file calls it, '' for nothing."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "run", "lot", "location", "weight_g", "mark"), MEMBERS)

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="inputs")
    lot = models.ForeignKey("stock.Lot", on_delete=models.PROTECT, related_name="+")
    location = models.ForeignKey("stock.Location", on_delete=models.PROTECT, related_name="+")
    weight_g = models.BigIntegerField()
    mark = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("run_id", "pk")
        constraints = (
            models.CheckConstraint(name="sorting_input_weighs", condition=Q(weight_g__gt=0)),
            models.UniqueConstraint(name="sorting_input_once", fields=("run", "lot", "location")),
            models.UniqueConstraint(name="sorting_input_mark", fields=("run", "mark"), condition=~Q(mark="")),
        )

    def __str__(self) -> str:
        return f"{self.run_id}: {self.weight_g} g of {self.lot_id}"


class Closing(models.Model):
    """How a run ended: with its entry in the goods journal, or broken off without one, for a reason."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "run", "entry", "taken_g", "lost_g", "reason", "at", "closed_by", "client_key"), MEMBERS
    )

    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="closing")
    entry = models.OneToOneField("stock.Entry", null=True, on_delete=models.PROTECT, related_name="+")
    taken_g = models.BigIntegerField(default=0)
    lost_g = models.BigIntegerField(default=0)
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    closed_by = models.CharField(max_length=80)
    client_key = models.CharField(max_length=120, unique=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="sorting_broken_off_with_a_reason", condition=Q(entry__isnull=False) | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="sorting_no_more_lost_than_taken", condition=Q(lost_g__gte=0, lost_g__lte=models.F("taken_g"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.run_id} {self.at}"


class RunOutput(models.Model):
    """A grade that came out: before people's decisions (`sorted_g`), as posted (`weight_g`), and its lot if any."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "run", "grade", "fruit", "line_dg", "weighed_g", "sorted_g", "weight_g", "lot"), MEMBERS
    )

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="outputs")
    grade = models.CharField(max_length=20)
    fruit = models.PositiveBigIntegerField()
    line_dg = models.PositiveBigIntegerField()
    weighed_g = models.PositiveBigIntegerField(null=True)
    sorted_g = models.PositiveBigIntegerField()
    weight_g = models.PositiveBigIntegerField()
    lot = models.OneToOneField("stock.Lot", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("run_id", "pk")
        constraints = (
            models.UniqueConstraint(name="sorting_output_once", fields=("run", "grade")),
            models.CheckConstraint(
                name="sorting_output_has_its_lot",
                condition=Q(weight_g=0, lot__isnull=True) | Q(weight_g__gt=0, lot__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.run_id} {self.grade} {self.weight_g} g"

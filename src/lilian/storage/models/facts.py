"""What keepers and loggers say: append-only, a correction is a new report."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import MEMBERS, PRIVATE


class FillReport(models.Model):
    """How much lies in a room at a moment, as somebody said."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "room", "stock_g", "at", "note", "source"), MEMBERS) | dict.fromkeys(
        ("person", "reporter", "client_key", "written_at"), PRIVATE
    )

    room = models.ForeignKey("storage.Room", on_delete=models.PROTECT, related_name="reports")
    stock_g = models.BigIntegerField()
    at = models.DateTimeField(db_index=True)
    person = models.ForeignKey("members.Person", null=True, on_delete=models.PROTECT, related_name="+")
    reporter = models.CharField(max_length=80)
    note = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=20, default="form")
    client_key = models.CharField(max_length=120, unique=True)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("room", "-at", "-id"), name="storage_report_latest"),)
        constraints = (models.CheckConstraint(name="storage_report_stock", condition=Q(stock_g__gte=0)),)

    def __str__(self) -> str:
        return f"{self.room_id} {self.stock_g} g"


class Reading(models.Model):
    """One temperature of a room in thousandths of a degree Celsius, and its relative humidity per mille if read."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "room", "at", "temperature_mc", "humidity_pm", "source"), MEMBERS) | {
        "written_at": PRIVATE
    }

    room = models.ForeignKey("storage.Room", on_delete=models.PROTECT, related_name="readings")
    at = models.DateTimeField()
    temperature_mc = models.IntegerField()
    humidity_pm = models.PositiveSmallIntegerField(null=True)
    source = models.CharField(max_length=20, default="form")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (
            models.UniqueConstraint(name="storage_reading_once", fields=("room", "at", "source")),
            models.CheckConstraint(
                name="storage_reading_plausible", condition=Q(temperature_mc__gte=-40_000, temperature_mc__lte=60_000)
            ),
            models.CheckConstraint(
                name="storage_reading_humidity", condition=Q(humidity_pm__isnull=True) | Q(humidity_pm__lte=1_000)
            ),
        )

    def __str__(self) -> str:
        return f"{self.room_id} {self.temperature_mc / 1000} C"

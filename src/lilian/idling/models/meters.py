"""What meters showed, and what was learned from it. No row here ever changes."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import MEMBERS, PRIVATE


class MeterReading(models.Model):
    """A room's electricity meter at a moment, in Wh; with what the room held then (`stock_g`), what came in since the
    reading before (`loaded_g`), and the average outside since (`outside_mc`, None: the county's usual).

    A wrong one is taken back by a row that names it and shows the same; both then count no more.
    """

    VISIBILITY: ClassVar = dict.fromkeys(
        (
            "id",
            "room",
            "at",
            "counter_wh",
            "ran",
            "is_new_meter",
            "outside_mc",
            "stock_g",
            "loaded_g",
            "reporter",
            "source",
            "takes_back",
        ),
        MEMBERS,
    ) | dict.fromkeys(("person", "client_key", "written_at"), PRIVATE)

    room = models.ForeignKey("storage.Room", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    counter_wh = models.BigIntegerField()
    ran = models.BooleanField()
    is_new_meter = models.BooleanField(default=False)
    outside_mc = models.IntegerField(null=True)
    stock_g = models.BigIntegerField()
    loaded_g = models.BigIntegerField()
    person = models.ForeignKey("members.Person", null=True, on_delete=models.PROTECT, related_name="+")
    reporter = models.CharField(max_length=80)
    source = models.CharField(max_length=20)
    client_key = models.CharField(max_length=120, unique=True)
    takes_back = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="taken_back_by")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("room", "-at", "-id"), name="idling_meter_latest"),)
        constraints = (
            models.CheckConstraint(
                name="idling_meter_amounts", condition=Q(counter_wh__gte=0, stock_g__gte=0, loaded_g__gte=0)
            ),
        )

    def __str__(self) -> str:
        return f"{self.room_id} {self.counter_wh} Wh"


class EnergyFit(models.Model):
    """A room's energy model as of a reading: Wh; `errors` in the same units, `readings` the keys it was made from."""

    VISIBILITY: ClassVar = dict.fromkeys(
        (
            "id",
            "room",
            "room_class",
            "wall_mwh",
            "base_wh",
            "kept_wh",
            "loaded_wh",
            "errors",
            "covariance",
            "scatter_per_mille",
            "periods",
            "readings",
            "fitted_at",
        ),
        MEMBERS,
    )

    room = models.ForeignKey("storage.Room", on_delete=models.PROTECT, related_name="+")
    room_class = models.CharField(max_length=20)
    wall_mwh = models.BigIntegerField()
    base_wh = models.BigIntegerField()
    kept_wh = models.BigIntegerField()
    loaded_wh = models.BigIntegerField()
    errors = models.JSONField()
    covariance = models.JSONField()
    scatter_per_mille = models.PositiveIntegerField()
    periods = models.PositiveIntegerField()
    readings = models.JSONField()
    fitted_at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=("room", "-id"), name="idling_fit_latest"),)
        constraints = (
            models.CheckConstraint(
                name="idling_fit_is_not_negative",
                condition=Q(wall_mwh__gte=0, base_wh__gte=0, kept_wh__gte=0, loaded_wh__gte=0),
            ),
        )

    def __str__(self) -> str:
        return f"{self.room_id} {self.periods}"

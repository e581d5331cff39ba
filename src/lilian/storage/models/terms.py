"""What carrying and storing cost: data with a date, never constants in code."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import MEMBERS


class PlanTerms(models.Model):
    """In force from `effective_from` until the next row is; rows are added, not changed."""

    VISIBILITY: ClassVar = dict.fromkeys(
        (
            "id",
            "effective_from",
            "days",
            "freight_fen_per_tonne_km",
            "handling_fen_per_tonne",
            "road_factor",
            "speed_km_per_h",
            "delay_fen_per_tonne_hour",
            "stored_months",
            "max_temperature_c",
            "source",
        ),
        MEMBERS,
    )

    effective_from = models.DateField(unique=True)
    days = models.PositiveSmallIntegerField()
    freight_fen_per_tonne_km = models.FloatField()
    handling_fen_per_tonne = models.FloatField()
    road_factor = models.FloatField()
    speed_km_per_h = models.FloatField()
    delay_fen_per_tonne_hour = models.FloatField()
    stored_months = models.FloatField()
    max_temperature_c = models.FloatField()
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ("effective_from",)
        verbose_name_plural = "plan terms"
        constraints = (
            models.CheckConstraint(
                name="storage_terms_sound", condition=Q(days__gte=1, road_factor__gte=1, speed_km_per_h__gt=0)
            ),
        )

    def __str__(self) -> str:
        return f"{self.effective_from}"

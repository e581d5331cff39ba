"""Markets and what they quoted. No row here ever changes; a wrong figure is followed by a right one of the same day."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import MEMBERS, PUBLIC


class Market(models.Model):
    """An index or a wholesale market that price rules may name; `source` says who publishes it."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "code", "name", "source", "at"), PUBLIC) | {"added_by": MEMBERS}

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=60, unique=True)
    source = models.CharField(max_length=200)
    at = models.DateTimeField()
    added_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class Quotation(models.Model):
    """Fen per kilogram of a grade on a day; of two of one day the later written counts."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "market", "variety", "grade", "day", "fen_per_kg", "source", "at"), PUBLIC
    ) | {"entered_by": MEMBERS}

    market = models.ForeignKey(Market, on_delete=models.PROTECT, related_name="+", db_index=False)
    variety = models.ForeignKey("catalog.Variety", on_delete=models.PROTECT, related_name="+", db_index=False)
    grade = models.CharField(max_length=20)
    day = models.DateField()
    fen_per_kg = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    at = models.DateTimeField()
    entered_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("-day", "-pk")
        indexes = (models.Index(fields=("market", "variety", "-day"), name="contracts_quotation_by_day"),)
        constraints = (
            models.CheckConstraint(name="contracts_quotation_is_a_price", condition=Q(fen_per_kg__gt=0)),
            models.CheckConstraint(name="contracts_quotation_has_a_source", condition=~Q(source="")),
        )

    def __str__(self) -> str:
        return f"{self.market_id} {self.grade} {self.day} {self.fen_per_kg}"

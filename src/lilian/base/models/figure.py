"""Figures a module ships and the office may set otherwise."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import MEMBERS


class FigureChange(models.Model):
    """One figure of a module from now on, in the unit its module keeps it in; append-only, the last of a name holds.

    `number` counts from 1 in each topic: of two changes made at once one comes too late.
    """

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "topic", "number", "name", "value", "reason", "set_by", "set_at"), MEMBERS
    )

    topic = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=40)
    value = models.DecimalField(max_digits=12, decimal_places=5)
    reason = models.CharField(max_length=200)
    set_by = models.CharField(max_length=80)
    set_at = models.DateTimeField()

    class Meta:
        ordering = ("topic", "number")
        constraints = (
            models.UniqueConstraint(name="base_figure_one_after_the_other", fields=("topic", "number")),
            models.CheckConstraint(name="base_figure_reason", condition=~Q(reason="")),
        )

    def __str__(self) -> str:
        return f"{self.topic} {self.name} {self.value}"

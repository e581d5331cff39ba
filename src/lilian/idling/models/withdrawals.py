"""What is meant to leave the stores, month by month. The newest row of owner, variety, grade and month counts."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import MEMBERS


class PlannedWithdrawal(models.Model):
    """`month` is its first day; `grade` '' is any; a weight of 0 takes it back."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "owner", "variety", "grade", "month", "weight_g", "set_at", "set_by"), MEMBERS
    )

    owner = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="+")
    variety = models.ForeignKey("catalog.Variety", on_delete=models.PROTECT, related_name="+")
    grade = models.CharField(max_length=20, blank=True)
    month = models.DateField()
    weight_g = models.BigIntegerField()
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("month", "owner_id", "pk")
        indexes = (models.Index(fields=("owner", "variety", "grade", "month", "-id"), name="idling_withdrawal_latest"),)
        constraints = (
            models.CheckConstraint(name="idling_withdrawal_weight", condition=Q(weight_g__gte=0)),
            models.CheckConstraint(name="idling_withdrawal_month", condition=Q(month__endswith="-01")),
        )

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.weight_g} g"

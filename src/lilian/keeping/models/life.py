"""How long fruit keeps: data, in versions."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import PUBLIC
from lilian.keeping.values import MATURITY_NAMES


class LifeRule(models.Model):
    """Fruit of a variety, grade ('' is any) and maturity keeps so many days at the band's upper end and below.

    A degree-hour above `band_mc` (thousandths of a degree) costs `lost_min` minutes of them; a day before it lay in a
    cold room counts as `field_days`. The newest version that is in force counts. Append-only.
    """

    VISIBILITY: ClassVar = dict.fromkeys(
        (
            "id",
            "variety",
            "grade",
            "maturity",
            "effective_from",
            "days",
            "band_mc",
            "lost_min",
            "field_days",
            "source",
            "set_at",
            "set_by",
        ),
        PUBLIC,
    )

    variety = models.ForeignKey("catalog.Variety", on_delete=models.PROTECT, related_name="+")
    grade = models.CharField(max_length=20, blank=True)
    maturity = models.CharField(max_length=8, choices=[(m.value, name) for m, name in MATURITY_NAMES.items()])
    effective_from = models.DateField()
    days = models.PositiveSmallIntegerField()
    band_mc = models.IntegerField()
    lost_min = models.PositiveIntegerField()
    field_days = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("variety_id", "grade", "maturity", "effective_from", "pk")
        constraints = (
            models.UniqueConstraint(
                name="keeping_one_life_a_day", fields=("variety", "grade", "maturity", "effective_from")
            ),
            models.CheckConstraint(name="keeping_life_counts", condition=Q(days__gte=1, days__lte=730)),
            models.CheckConstraint(name="keeping_life_has_source", condition=~Q(source="")),
        )

    def __str__(self) -> str:
        return f"{self.variety_id} {self.grade} {self.maturity}: {self.days}"

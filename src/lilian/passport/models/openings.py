"""How often a box's page was asked for, hour by hour. Nothing is kept about who asked."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import MEMBERS


class Opening(models.Model):
    """So many times in the hour that begins then."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "box", "hour", "count"), MEMBERS)

    box = models.ForeignKey("packing.Box", on_delete=models.PROTECT, related_name="+", db_index=False)
    hour = models.DateTimeField()
    count = models.PositiveIntegerField()

    class Meta:
        ordering = ("box_id", "hour")
        constraints = (
            models.UniqueConstraint(name="passport_one_count_an_hour", fields=("box", "hour")),
            models.CheckConstraint(name="passport_opened_at_all", condition=Q(count__gt=0)),
        )

    def __str__(self) -> str:
        return f"{self.box_id} {self.hour}: {self.count}"

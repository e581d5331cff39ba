"""Times in which a room is out of use."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lilian.base.visibility import MEMBERS


class RoomOutage(models.Model):
    """A room out of use from `starts_on` until the day before `ends_on`; open-ended while nobody knows."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "room", "starts_on", "ends_on", "reason", "set_by", "set_at"), MEMBERS)

    room = models.ForeignKey("storage.Room", on_delete=models.PROTECT, related_name="outages")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200)
    set_by = models.CharField(max_length=80)
    set_at = models.DateTimeField()

    class Meta:
        ordering = ("starts_on", "pk")
        constraints = (
            models.CheckConstraint(
                name="storage_outage_dates", condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(name="storage_outage_reason", condition=~Q(reason="")),
        )

    def __str__(self) -> str:
        return f"{self.room_id} {self.starts_on}"

"""Alarms of a room's air. The readings themselves are storage's."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lilian.base.visibility import MEMBERS, PRIVATE
from lilian.keeping.values import ALARM_NAMES


class Alarm(models.Model):
    """One thing wrong with the air of one room, from the reading that showed it until a reading that does not.

    `worst` and `limit` are thousandths of a degree Celsius, humidity per mille or minutes of silence, by its kind.
    `responsible` must acknowledge it, even where it has ended by itself.
    """

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "room", "kind", "since", "opened_at", "worst", "limit", "ended_at", "acknowledged_at", "note"), MEMBERS
    ) | dict.fromkeys(("responsible", "acknowledged_by"), PRIVATE)

    room = models.ForeignKey("storage.Room", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(kind.value, name) for kind, name in ALARM_NAMES.items()])
    since = models.DateTimeField()
    opened_at = models.DateTimeField()
    worst = models.IntegerField()
    limit = models.IntegerField()
    responsible = models.ForeignKey("members.Person", null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-opened_at", "-pk")
        indexes = (models.Index(fields=("acknowledged_at", "ended_at"), name="keeping_alarm_open"),)
        constraints = (
            models.UniqueConstraint(
                name="keeping_one_open_alarm_a_kind", fields=("room", "kind"), condition=Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(
                name="keeping_acknowledged_by_somebody",
                condition=Q(acknowledged_at__isnull=True, acknowledged_by="")
                | Q(acknowledged_at__isnull=False) & ~Q(acknowledged_by="") & ~Q(note=""),
            ),
            models.CheckConstraint(
                name="keeping_alarm_ends_later", condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("since"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.room_id} {self.kind}"

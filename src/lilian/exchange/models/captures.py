"""A document as it came, kept before anything is done with it, and what became of it."""

from typing import ClassVar

from django.db import models

from lilian.base.visibility import MEMBERS, PRIVATE
from lilian.exchange.values import BEHAVIOURS, FORMS


class Capture(models.Model):
    VISIBILITY: ClassVar = dict.fromkeys(
        (
            *("id", "key", "organisation", "actor_name", "form", "behaviour", "created_at", "finished_at", "running"),
            *("success", "errors", "error_count", "event_count"),
        ),
        MEMBERS,
    ) | {"document": PRIVATE}

    key = models.CharField(max_length=36, unique=True)
    organisation = models.ForeignKey("members.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=80)
    form = models.CharField(max_length=4, choices=[(form, form) for form in FORMS])
    behaviour = models.CharField(max_length=8, choices=[(one, one) for one in BEHAVIOURS])
    document = models.BinaryField()
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    running = models.BooleanField(default=True)
    success = models.BooleanField(default=True)
    errors = models.JSONField(default=list)
    error_count = models.PositiveIntegerField(default=0)
    event_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.key

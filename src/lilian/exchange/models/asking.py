"""Questions kept under a name, and who is told of the answers."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import MEMBERS, PRIVATE
from lilian.exchange.values import LONGEST_URI


class NamedQuery(models.Model):
    """`asked` is the question as JSON."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "name", "organisation", "asked", "made_at", "made_by"), MEMBERS)

    name = models.CharField(max_length=100, unique=True)
    organisation = models.ForeignKey("members.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    asked = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("pk",)
        verbose_name_plural = "named queries"

    def __str__(self) -> str:
        return self.name


class Subscription(models.Model):
    """Answers go to `dest` as they come (`stream`) or by the clock (`schedule`). `told_seq`: the last event seen.

    `token`: that of the program that asked for it; with its right the subscription ends.
    """

    VISIBILITY: ClassVar = dict.fromkeys(
        (
            *("id", "key", "query", "dest", "stream", "schedule", "report_if_empty", "initial_record_time", "told_seq"),
            *("created_at", "made_by", "token", "last_told_at", "last_fault", "next_at"),
        ),
        MEMBERS,
    ) | {"secret": PRIVATE}

    key = models.CharField(max_length=36, unique=True)
    query = models.ForeignKey(NamedQuery, on_delete=models.CASCADE, related_name="subscriptions")
    dest = models.CharField(max_length=LONGEST_URI)
    secret = models.CharField(max_length=200, blank=True)
    stream = models.BooleanField()
    schedule = models.JSONField(null=True)
    report_if_empty = models.BooleanField(default=False)
    initial_record_time = models.BigIntegerField()
    told_seq = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    token = models.ForeignKey("members.ApiToken", null=True, on_delete=models.PROTECT, related_name="+")
    last_told_at = models.DateTimeField(null=True)
    last_fault = models.CharField(max_length=300, blank=True)
    next_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="exchange_stream_or_schedule",
                condition=Q(stream=True, schedule__isnull=True) | Q(stream=False, schedule__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.key

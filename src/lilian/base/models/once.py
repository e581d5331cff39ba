"""What was already done: answers kept by client key, and imports that can be undone."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from lilian.base.visibility import MEMBERS, PRIVATE


class IdempotencyKey(models.Model):
    """The answer one client got for one key; asked again with the same body, it gets the same answer."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "client", "key", "route", "body_hash", "status", "headers", "body", "created_at"), PRIVATE
    )

    client = models.CharField(max_length=80)
    key = models.CharField(max_length=255)
    route = models.CharField(max_length=200)
    body_hash = models.CharField(max_length=64)
    status = models.PositiveIntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(name="base_one_answer_per_key", fields=("client", "key")),)

    def __str__(self) -> str:
        return f"{self.client} {self.key}"


class ImportBatch(models.Model):
    """One file or paste that was taken: what it changed, and what stood there before."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "table", "file_name", "added", "changed", "unchanged", "left_out", "created_at", "undone_at", "actor_name"),
        MEMBERS,
    ) | dict.fromkeys(("user", "file_digest", "before"), PRIVATE)

    table = models.CharField(max_length=60, db_index=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_digest = models.CharField(max_length=64, blank=True)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    before = models.JSONField(default=dict)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return f"{self.table} {self.created_at:%Y-%m-%d %H:%M}"

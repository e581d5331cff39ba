"""What keeps a door honest: a request answered once, a message owed, a file taken in."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from lilian.base.visibility import MEMBERS, PRIVATE


class IdempotencyKey(models.Model):
    """One request of one actor and the answer it got, written in the transaction of its effect."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "actor", "key", "route", "body_hash", "status", "content_type", "body", "created_at"), PRIVATE
    )

    actor = models.CharField(max_length=120)
    key = models.CharField(max_length=255)
    route = models.CharField(max_length=200)
    body_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    content_type = models.CharField(max_length=100)
    body = models.TextField()
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(name="base_key_once_per_actor", fields=("actor", "key")),)

    def __str__(self) -> str:
        return f"{self.actor} {self.key} {self.status}"


class Outbox(models.Model):
    """A message to the world outside, written with its cause and delivered at least once after it."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "topic", "payload", "provider_key", "created_at", "attempts", "next_at", "delivered_at", "fault"),
        PRIVATE,
    )

    topic = models.CharField(max_length=80)
    payload = models.JSONField()
    provider_key = models.CharField(max_length=80, unique=True)
    created_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    fault = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(name="base_outbox_owed", fields=("delivered_at", "next_at")),)

    def __str__(self) -> str:
        return f"{self.topic} {self.pk}"


class ImportBatch(models.Model):
    """One file taken in: what it did, and what stood there before, for undoing it."""

    VISIBILITY: ClassVar = {
        "id": MEMBERS,
        "table": MEMBERS,
        "file_name": MEMBERS,
        "file_digest": PRIVATE,
        "created": MEMBERS,
        "changed": MEMBERS,
        "unchanged": MEMBERS,
        "before": PRIVATE,
        "user": PRIVATE,
        "actor_name": MEMBERS,
        "applied_at": MEMBERS,
        "undone_at": MEMBERS,
    }

    table = models.CharField(max_length=80)
    file_name = models.CharField(max_length=200)
    file_digest = models.CharField(max_length=64, db_index=True)
    created = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    before = models.JSONField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=80)
    applied_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.table} {self.file_name} {self.pk}"

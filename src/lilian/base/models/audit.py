"""What was done: an append-only chain of events, each carrying the hash of the one before."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from lilian.base.visibility import MEMBERS, PRIVATE, PUBLIC


class AuditEvent(models.Model):
    """One act. Never changed, never deleted: triggers on both engines forbid it."""

    VISIBILITY: ClassVar = {
        "number": MEMBERS,
        "at": MEMBERS,
        "user": PRIVATE,
        "actor_name": MEMBERS,
        "event": MEMBERS,
        "subject": MEMBERS,
        "data": PRIVATE,
        "previous_hash": PUBLIC,
        "hash": PUBLIC,
    }

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=80)
    event = models.CharField(max_length=80, db_index=True)
    subject = models.CharField(max_length=120, db_index=True)
    data = models.TextField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.number} {self.event} {self.subject}"


class AuditHead(models.Model):
    """The last number and hash; the one row that writers lock."""

    VISIBILITY: ClassVar = {"id": PRIVATE, "number": PRIVATE, "hash": PRIVATE}

    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = (models.CheckConstraint(name="base_one_audit_head", condition=models.Q(id=1)),)

    def __str__(self) -> str:
        return f"{self.number} {self.hash[:8]}"

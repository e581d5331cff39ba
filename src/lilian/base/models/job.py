"""Work in the background: asked for in one transaction, done in another, its effect once."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from lilian.base.visibility import MEMBERS, PRIVATE
from lilian.kernel.marks import gettext_noop


class Job(models.Model):
    """One piece of work. `token` grows with every claim: who holds an older one may no longer write."""

    QUEUED, RUNNING, DONE, NEEDS_PERSON = "queued", "running", "done", "needs_person"
    STATUSES = (
        (QUEUED, gettext_noop("等待中")),
        (RUNNING, gettext_noop("进行中")),
        (DONE, gettext_noop("已完成")),
        (NEEDS_PERSON, gettext_noop("需要人工处理")),
    )
    VISIBILITY: ClassVar = {
        "id": MEMBERS,
        "kind": MEMBERS,
        "key": PRIVATE,
        "arguments": PRIVATE,
        "status": MEMBERS,
        "user": PRIVATE,
        "api_token_id": PRIVATE,
        "actor_name": MEMBERS,
        "created_at": MEMBERS,
        "started_at": MEMBERS,
        "finished_at": MEMBERS,
        "attempts": MEMBERS,
        "token": PRIVATE,
        "lease_until": PRIVATE,
        "worker": PRIVATE,
        "task": PRIVATE,
        "progress_done": MEMBERS,
        "progress_total": MEMBERS,
        "message": MEMBERS,
        "message_fields": MEMBERS,
        "progress_at": MEMBERS,
        "result": PRIVATE,
        "fault": PRIVATE,
        "fault_fields": PRIVATE,
    }

    kind = models.CharField(max_length=80)
    key = models.CharField(max_length=200, unique=True)
    arguments = models.JSONField(default=dict)
    status = models.CharField(max_length=20, choices=STATUSES, default=QUEUED)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    api_token_id = models.BigIntegerField(null=True)  # a program asked; tokens stand higher in the line
    actor_name = models.CharField(max_length=80)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    token = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=80, blank=True)
    task = models.CharField(max_length=64, blank=True)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=200, blank=True)
    message_fields = models.JSONField(default=dict)
    progress_at = models.DateTimeField(null=True)
    result = models.JSONField(default=dict)
    fault = models.TextField(blank=True)
    fault_fields = models.JSONField(default=dict)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(name="base_job_by_status", fields=("status", "lease_until")),)
        constraints = (
            models.CheckConstraint(
                name="base_running_job_has_lease",
                condition=~models.Q(status="running") | models.Q(lease_until__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} {self.status}"

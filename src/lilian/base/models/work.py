"""Work in the background: jobs, plan runs, messages to be sent."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from lilian.base.visibility import MEMBERS, PRIVATE


class JobState(models.TextChoices):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(models.Model):
    """One piece of work. Who holds `lease_token` until `lease_until` works on it; nobody else's end counts."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "kind", "state", "done", "total", "message", "message_fields", "created_at", "updated_at", "finished_at"),
        MEMBERS,
    ) | dict.fromkeys(
        ("key", "arguments", "user", "actor_name", "attempt", "task_id", "lease_token", "lease_until", "result", "fault"),
        PRIVATE,
    )

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=80, db_index=True)
    arguments = models.JSONField(default=dict)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING, db_index=True)
    attempt = models.PositiveIntegerField(default=0)
    task_id = models.UUIDField(null=True)
    lease_token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    message = models.CharField(max_length=200, blank=True)
    message_fields = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    fault = models.TextField(blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="base_job_running_is_leased",
                condition=~models.Q(state="running") | models.Q(lease_token__isnull=False, lease_until__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class PlanRunState(models.TextChoices):
    WAITING = "waiting"
    SOLVED = "solved"
    FAILED = "failed"


class PlanRun(models.Model):
    """One problem as it was asked, word for word, and the plan that answered it: enough to ask again."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "topic", "state", "problem_digest", "plan_digest", "created_at", "solved_at"), MEMBERS
    ) | dict.fromkeys(("problem", "plan", "limits", "versions", "user", "job"), PRIVATE)

    topic = models.CharField(max_length=40, db_index=True)
    state = models.CharField(max_length=10, choices=PlanRunState.choices, default=PlanRunState.WAITING)
    problem = models.TextField()
    problem_digest = models.CharField(max_length=64, db_index=True)
    limits = models.JSONField(default=dict)
    versions = models.JSONField(default=dict)
    plan = models.TextField(blank=True)
    plan_digest = models.CharField(max_length=64, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    job = models.ForeignKey(Job, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    solved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return f"{self.topic} {self.problem_digest[:8]}"


class Outbox(models.Model):
    """A message written with the change it tells of; the worker delivers it afterwards, at least once."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "key", "topic", "payload", "created_at", "delivered_at", "attempts", "next_at", "fault"), PRIVATE
    )

    key = models.CharField(max_length=120, unique=True)
    topic = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    next_at = models.DateTimeField(db_index=True)
    delivered_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    fault = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name_plural = "outbox"

    def __str__(self) -> str:
        return f"{self.topic} {self.key}"

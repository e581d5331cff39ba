"""A plan that was worked out: the whole question and the whole answer, so that it can be worked out again."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from lilian.base.models.job import Job
from lilian.base.visibility import MEMBERS, PRIVATE, PUBLIC
from lilian.kernel.marks import gettext_noop


class PlanRun(models.Model):
    """`problem` and `plan` are the JSON text whose SHA-256 stands beside them; costs in fen."""

    STORED, SOLVED = "stored", "solved"
    STATUSES = ((STORED, gettext_noop("待计算")), (SOLVED, gettext_noop("已算出")))
    VISIBILITY: ClassVar = {
        "id": MEMBERS,
        "topic": MEMBERS,
        "status": MEMBERS,
        "problem": PRIVATE,
        "problem_digest": PUBLIC,
        "limits": MEMBERS,
        "seed": MEMBERS,
        "versions": MEMBERS,
        "plan": PRIVATE,
        "plan_digest": PUBLIC,
        "cost_fen": MEMBERS,
        "lower_bound_fen": MEMBERS,
        "method": MEMBERS,
        "user": PRIVATE,
        "actor_name": MEMBERS,
        "created_at": MEMBERS,
        "solved_at": MEMBERS,
        "job": PRIVATE,
    }

    topic = models.CharField(max_length=60)
    status = models.CharField(max_length=20, choices=STATUSES, default=STORED)
    problem = models.TextField()
    problem_digest = models.CharField(max_length=64, db_index=True)
    limits = models.JSONField()
    seed = models.BigIntegerField(default=0)
    versions = models.JSONField(default=dict)
    plan = models.TextField(blank=True)
    plan_digest = models.CharField(max_length=64, blank=True)
    cost_fen = models.BigIntegerField(null=True)
    lower_bound_fen = models.BigIntegerField(null=True)
    method = models.CharField(max_length=80, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=80)
    created_at = models.DateTimeField()
    solved_at = models.DateTimeField(null=True)
    job = models.ForeignKey(Job, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                name="base_solved_run_has_plan",
                condition=~models.Q(status="solved") | (~models.Q(plan_digest="") & models.Q(solved_at__isnull=False)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.topic} {self.pk} {self.status}"

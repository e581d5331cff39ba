"""A drill: everything a recall does but the stopping, timed."""

from typing import ClassVar

from django.db import models

from lilian.base.visibility import MEMBERS
from lilian.trace.values import START_NAMES


class Drill(models.Model):
    """Its report stays: figures and thousandths of a second of each step; `passed` without a gap or a lot that does
    not balance."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "kind", "code", "at", "took_ms", "report", "passed", "ran_by"), MEMBERS)

    kind = models.CharField(max_length=10, choices=[(kind.value, name) for kind, name in START_NAMES.items()])
    code = models.CharField(max_length=80)
    at = models.DateTimeField()
    took_ms = models.PositiveIntegerField()
    report = models.JSONField(default=dict)
    passed = models.BooleanField()
    ran_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"drill {self.pk}"

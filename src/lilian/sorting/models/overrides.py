"""A person's decision against the grades of the line: asked for with a reason, answered by a second person."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lilian.base.visibility import MEMBERS, PRIVATE


class Override(models.Model):
    """So much of one grade of a run is to go as another; None is all of it. It counts once somebody else agrees."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "run", "from_grade", "to_grade", "weight_g", "reason", "asked_at", "asked_by", "client_key"), MEMBERS
    ) | {"asker": PRIVATE}

    run = models.ForeignKey("sorting.Run", on_delete=models.PROTECT, related_name="overrides")
    from_grade = models.CharField(max_length=20)
    to_grade = models.CharField(max_length=20)
    weight_g = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    asker = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    client_key = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ("run_id", "pk")
        constraints = (
            models.CheckConstraint(name="sorting_override_changes", condition=~Q(from_grade=F("to_grade"))),
            models.CheckConstraint(name="sorting_override_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="sorting_override_weighs", condition=Q(weight_g__isnull=True) | Q(weight_g__gt=0)
            ),
        )

    def __str__(self) -> str:
        return f"{self.run_id} {self.from_grade} -> {self.to_grade}"


class OverrideAnswer(models.Model):
    """What the second person said. Who asked stands here too, so that the database sees that they are two."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "override", "agreed", "note", "at", "answered_by"), MEMBERS) | {
        "asker": PRIVATE,
        "answerer": PRIVATE,
    }

    override = models.OneToOneField(Override, on_delete=models.PROTECT, related_name="answer")
    agreed = models.BooleanField()
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    answered_by = models.CharField(max_length=80)
    asker = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answerer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="sorting_two_persons",
                condition=Q(asker__isnull=True) | Q(answerer__isnull=True) | ~Q(asker=F("answerer")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.override_id} {self.agreed}"

"""Who agreed to be named on the pages of boxes their fruit is in."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import MEMBERS, PRIVATE
from lilian.passport.values import WAY_NAMES


class Consent(models.Model):
    """From `at` on a household is named as `name`, or with '' no longer; the newest row of a household counts.

    `way` says how it was given; a consent on paper says where the paper is. Append-only: a withdrawal is a row too.
    """

    VISIBILITY: ClassVar = dict.fromkeys(("id", "household", "at"), MEMBERS) | dict.fromkeys(
        ("name", "way", "paper", "said_by"), PRIVATE
    )

    household = models.ForeignKey("members.Household", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=20, blank=True)
    way = models.CharField(max_length=8, choices=[(way.value, name) for way, name in WAY_NAMES.items()])
    paper = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()
    said_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="passport_paper_says_where", condition=~Q(way="paper") | Q(name="") | ~Q(paper="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.household_id} {bool(self.name)}"

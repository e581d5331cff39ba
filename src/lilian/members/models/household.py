"""Households: who grows together, and earns together. Contracts and payments are made with a household."""

from typing import ClassVar

from django.db import models

from lilian.base.visibility import MEMBERS, PRIVATE


class Household(models.Model):
    """At home in one organisation, a co-operative or a village. Its people and orchard blocks point to it.

    One with a `closed_on` is no more; it stays for history, without people or blocks.
    """

    VISIBILITY: ClassVar = {
        "id": MEMBERS,
        "code": MEMBERS,
        "organisation": MEMBERS,
        "village": PRIVATE,
        "note": PRIVATE,
        "closed_on": MEMBERS,
        "sought": PRIVATE,
    }

    code = models.CharField(max_length=40, unique=True)
    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="households")
    village = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=200, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    sought = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code

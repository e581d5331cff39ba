"""Where households fetch what is for them."""

from typing import ClassVar

from django.db import models

from lilian.base.visibility import MEMBERS, PRIVATE


class PickUp(models.Model):
    """From `at` on a household fetches at this point, or with None at its organisation; the newest row counts."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "point", "at"), MEMBERS) | dict.fromkeys(
        ("household", "set_by"), PRIVATE
    )

    household = models.ForeignKey("members.Household", on_delete=models.PROTECT, related_name="+")
    point = models.ForeignKey("members.Place", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    set_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.household_id}: {self.point_id}"

"""Grants: what one organisation lets another do or see of its own."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lilian.base.visibility import MEMBERS


class Grant(models.Model):
    """`giver` lets `receiver` use `permission` on it, from `starts_on` until the day before `ends_on` or withdrawal."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "giver", "receiver", "permission", "starts_on", "ends_on", "withdrawn_at"), MEMBERS
    )

    giver = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="grants_given")
    receiver = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="grants_received")
    permission = models.CharField(max_length=60)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("giver_id", "receiver_id", "permission")
        constraints = (
            models.CheckConstraint(
                name="members_grant_ends_after_start", condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on"))
            ),
            models.CheckConstraint(name="members_grant_to_another", condition=~Q(giver=F("receiver"))),
            models.UniqueConstraint(
                name="members_one_grant_in_force",
                fields=("giver", "receiver", "permission"),
                condition=Q(withdrawn_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.giver_id} lets {self.receiver_id} {self.permission}"

"""People: growers, keepers, clerks; their phone is private."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from lilian.base.visibility import MEMBERS, PRIVATE


class Person(models.Model):
    """A person at home in one organisation; `phone` is in E.164 form, `user` their sign-in if they have one."""

    VISIBILITY: ClassVar = {
        "id": MEMBERS,
        "code": MEMBERS,
        "name": PRIVATE,
        "phone": PRIVATE,
        "phone_tail": PRIVATE,
        "organisation": MEMBERS,
        "household": PRIVATE,
        "is_head": PRIVATE,
        "village": PRIVATE,
        "user": PRIVATE,
        "note": PRIVATE,
        "sought": PRIVATE,
    }

    code = models.CharField(max_length=40, unique=True, null=True)
    name = models.CharField(max_length=60)
    phone = models.CharField(max_length=20, blank=True)
    phone_tail = models.CharField(max_length=4, blank=True, db_index=True)
    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="people")
    household = models.ForeignKey(
        "members.Household", null=True, blank=True, on_delete=models.PROTECT, related_name="people"
    )
    is_head = models.BooleanField(default=False)
    village = models.CharField(max_length=40, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField(max_length=200, blank=True)
    sought = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                name="members_person_heads_a_household", condition=Q(is_head=False) | Q(household__isnull=False)
            ),
            models.UniqueConstraint(
                name="members_household_has_one_head", fields=("household",), condition=Q(is_head=True)
            ),
        )

    def __str__(self) -> str:
        return self.name

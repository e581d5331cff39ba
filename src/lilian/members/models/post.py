"""Posts: which role a person holds at which organisation, from when until when."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lilian.base.policy import ROLE_NAMES
from lilian.base.visibility import MEMBERS


class Post(models.Model):
    """Held from `starts_on` until the day before `ends_on`."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "person", "role", "organisation", "starts_on", "ends_on"), MEMBERS)

    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20, choices=[(role.value, name) for role, name in ROLE_NAMES.items()])
    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="posts")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("organisation_id", "role", "starts_on")
        constraints = (
            models.CheckConstraint(
                name="members_post_ends_after_start", condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on"))
            ),
            models.UniqueConstraint(
                name="members_one_open_post",
                fields=("person", "role", "organisation"),
                condition=Q(ends_on__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} {self.organisation_id}"

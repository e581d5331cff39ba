"""What a program signs in with: one organisation, one role, kept as a digest."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from lilian.base.policy import ROLE_NAMES, Role
from lilian.base.visibility import MEMBERS, PRIVATE


class ApiToken(models.Model):
    """The secret itself is shown once and never stored; `prefix` is the part people recognise it by."""

    VISIBILITY: ClassVar = {
        "id": PRIVATE,
        "organisation": MEMBERS,
        "name": PRIVATE,
        "role": PRIVATE,
        "prefix": PRIVATE,
        "digest": PRIVATE,
        "issued_at": PRIVATE,
        "issued_by": PRIVATE,
        "expires_at": PRIVATE,
        "revoked_at": PRIVATE,
        "last_used_at": PRIVATE,
    }

    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    role = models.CharField(max_length=20, choices=[(role.value, ROLE_NAMES[role]) for role in Role])
    prefix = models.CharField(max_length=16)
    digest = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("organisation_id", "-issued_at")
        constraints = (
            models.CheckConstraint(
                name="members_token_expires_after_issue",
                condition=models.Q(expires_at__isnull=True) | models.Q(expires_at__gt=models.F("issued_at")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.prefix}…"

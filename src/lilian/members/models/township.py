"""Townships by their division code; one that was merged away keeps its code and points to its successor."""

from typing import ClassVar

from django.db import models

from lilian.base.visibility import PUBLIC


class Township(models.Model):
    """`valid_from`/`valid_until` are half-open days, None where not known; `aliases` are other names it goes by."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "code", "name", "aliases", "valid_from", "valid_until", "merged_into"), PUBLIC
    )

    code = models.CharField(max_length=9, unique=True)
    name = models.CharField(max_length=40)
    aliases = models.JSONField(default=list)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name

"""Templates of contracts and their versions. A published version is never changed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import MEMBERS


class Template(models.Model):
    """A kind of contract the alliance makes, for one variety."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "code", "name", "variety", "at", "added_by"), MEMBERS)

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=60, unique=True)
    variety = models.ForeignKey("catalog.Variety", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    added_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class TemplateVersion(models.Model):
    """`sheet` holds a `values.Sheet`: price rules by grade, deductions, dates, penalties, clauses."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "template", "number", "sheet", "reason", "published_at", "published_by"), MEMBERS
    )

    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    sheet = models.JSONField()
    reason = models.CharField(max_length=200)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("template_id", "-number")
        constraints = (
            models.UniqueConstraint(name="contracts_template_version", fields=("template", "number")),
            models.CheckConstraint(name="contracts_version_has_a_reason", condition=~Q(reason="")),
        )

    def __str__(self) -> str:
        return f"{self.template_id} v{self.number}"

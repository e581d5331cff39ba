"""Own events by what they tell of, the names they use, and how far the audit chain has been told."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import MEMBERS
from lilian.retelling.values import About


class Retold(models.Model):
    """An event of the exchange that is our own: `seq` is its number there. `number` is of the audit event it was made
    of, `part` its place among those of it, `ref` the row it tells of. No foreign keys: a table that names an entry by
    one keeps it from being reversed.
    """

    VISIBILITY: ClassVar = dict.fromkeys(("seq", "number", "part", "about", "ref"), MEMBERS)

    seq = models.BigIntegerField(primary_key=True)
    number = models.BigIntegerField()
    part = models.PositiveIntegerField()
    about = models.CharField(max_length=10, choices=[(about.value, about.value) for about in About])
    ref = models.BigIntegerField()

    class Meta:
        ordering = ("number", "part")
        verbose_name_plural = "retold"
        constraints = (models.UniqueConstraint(name="retelling_told_once", fields=("number", "part")),)
        indexes = (models.Index(fields=("about", "ref"), name="retelling_by_row"),)

    def __str__(self) -> str:
        return f"{self.about} {self.ref}"


class Party(models.Model):
    """This organisation takes part in our event: its place, its fruit, its parcel. Its members see the event."""

    VISIBILITY: ClassVar = dict.fromkeys(("seq", "organisation"), MEMBERS)

    pk = models.CompositePrimaryKey("seq", "organisation_id")
    seq = models.BigIntegerField()
    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ("seq", "organisation_id")
        verbose_name_plural = "parties"

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.seq}"


class Naming(models.Model):
    """What things are called in events of audit events from `since_number` on, until the next naming."""

    VISIBILITY: ClassVar = dict.fromkeys(("since_number", "host", "gln", "sscc"), MEMBERS)

    since_number = models.BigIntegerField(primary_key=True)
    host = models.CharField(max_length=120)
    gln = models.CharField(max_length=13, blank=True)
    sscc = models.CharField(max_length=15, blank=True)

    class Meta:
        ordering = ("since_number",)

    def __str__(self) -> str:
        return self.host


class Progress(models.Model):
    """The number of the last audit event whose events are told; one row."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "number"), MEMBERS)

    number = models.BigIntegerField(default=0)

    class Meta:
        verbose_name_plural = "progress"
        constraints = (models.CheckConstraint(name="retelling_one_row", condition=Q(pk=1)),)

    def __str__(self) -> str:
        return str(self.number)

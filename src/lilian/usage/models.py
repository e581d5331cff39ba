"""Use of labels, month by month: what was reported, and what was taken back of it. No row ever changes."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lilian.base.visibility import MEMBERS


class Report(models.Model):
    """用标报告 of a month: what the books say that was used, spoiled and returned, and what was counted on hand.

    A month has one that stands, by trigger. `uncertified` labels had lost the certificate behind them when it was
    reported; None where nobody looked yet.
    """

    VISIBILITY: ClassVar = dict.fromkeys(
        (
            "id",
            "licence",
            "month",
            "used",
            "spoiled",
            "returned",
            "on_hand",
            "expected",
            "uncertified",
            "note",
            "at",
            "reported_by",
        ),
        MEMBERS,
    )

    licence = models.ForeignKey("brand.Licence", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    used = models.PositiveIntegerField()
    spoiled = models.PositiveIntegerField()
    returned = models.PositiveIntegerField()
    on_hand = models.PositiveIntegerField()
    expected = models.PositiveIntegerField()
    uncertified = models.PositiveIntegerField(null=True)
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    reported_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("-month", "-pk")
        indexes = (models.Index(fields=("licence", "month"), name="usage_report_of_month"),)
        constraints = (
            models.CheckConstraint(
                name="usage_difference_is_explained", condition=Q(on_hand=F("expected")) | ~Q(note="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.licence_id} {self.month}"


class Retraction(models.Model):
    """A report is taken back, and why. It stays to be read, and its month is to be reported anew."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "report", "reason", "at", "retracted_by"), MEMBERS)

    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="retraction")
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()
    retracted_by = models.CharField(max_length=80)

    class Meta:
        constraints = (models.CheckConstraint(name="usage_retraction_says_why", condition=~Q(reason="")),)

    def __str__(self) -> str:
        return f"{self.report_id}"

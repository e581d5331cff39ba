"""What buyers say is wrong with a box, and what the office answered."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import MEMBERS, PRIVATE


class Complaint(models.Model):
    """What somebody said about a box; `contact` only if they gave it. Never changed."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "box", "at"), MEMBERS) | dict.fromkeys(("text", "contact"), PRIVATE)

    box = models.ForeignKey("packing.Box", on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=500)
    contact = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (models.CheckConstraint(name="passport_complaint_says", condition=~Q(text="")),)

    def __str__(self) -> str:
        return f"complaint {self.pk}"


class ComplaintAnswer(models.Model):
    """What was done about it."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "complaint", "text", "at", "answered_by"), MEMBERS)

    complaint = models.OneToOneField(Complaint, on_delete=models.PROTECT, related_name="answer")
    text = models.CharField(max_length=300)
    at = models.DateTimeField()
    answered_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.complaint_id} answered"

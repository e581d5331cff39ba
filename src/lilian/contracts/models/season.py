"""Through the season: milestones done, purchases refused and whether a second person agreed. No row ever changes."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import MEMBERS, PRIVATE
from lilian.contracts.values.terms import REFUSED_NAMES


class MilestoneDone(models.Model):
    """A milestone of a contract was reached. `estimate_g`: how much there will be, where it was a yield estimate."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "contract", "milestone", "day", "note", "at", "recorded_by"), MEMBERS
    ) | {"estimate_g": PRIVATE}

    contract = models.ForeignKey("contracts.Contract", on_delete=models.PROTECT, related_name="done")
    milestone = models.CharField(max_length=20)
    day = models.DateField()
    estimate_g = models.BigIntegerField(null=True)
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("day", "pk")
        verbose_name_plural = "milestones done"
        constraints = (
            models.UniqueConstraint(
                name="contracts_milestone_once",
                fields=("contract", "milestone"),
                condition=Q(estimate_g__isnull=True),
            ),
            models.CheckConstraint(
                name="contracts_estimate_counts", condition=Q(estimate_g__isnull=True) | Q(estimate_g__gte=0)
            ),
        )

    def __str__(self) -> str:
        return f"{self.contract_id} {self.milestone}"


class PurchaseRefusal(models.Model):
    """A buyer asks not to take fruit that was promised a guaranteed purchase; nothing is refused until answered."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "contract", "grade", "day", "reason", "note", "at", "asked_by", "asker_id"), MEMBERS
    ) | {"weight_g": PRIVATE}

    contract = models.ForeignKey("contracts.Contract", on_delete=models.PROTECT, related_name="refusals")
    grade = models.CharField(max_length=20)
    weight_g = models.BigIntegerField()
    day = models.DateField()
    reason = models.CharField(max_length=16, choices=[(r.value, name) for r, name in REFUSED_NAMES.items()])
    note = models.CharField(max_length=200)
    at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    asker_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(name="contracts_refusal_weighs", condition=Q(weight_g__gt=0)),
            models.CheckConstraint(name="contracts_refusal_is_explained", condition=~Q(note="")),
        )

    def __str__(self) -> str:
        return f"{self.contract_id} {self.reason} {self.weight_g}"


class RefusalAnswer(models.Model):
    """A second person agreed that the purchase is refused, or did not."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "refusal", "is_upheld", "note", "at", "answered_by", "answerer_id"), MEMBERS
    )

    refusal = models.OneToOneField(PurchaseRefusal, on_delete=models.PROTECT, related_name="answer")
    is_upheld = models.BooleanField()
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    answered_by = models.CharField(max_length=80)
    answerer_id = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.refusal_id} {self.is_upheld}"

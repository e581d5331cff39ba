"""What was asked to become of a deposit, and whether a second person agreed. No row ever changes."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import MEMBERS, PRIVATE
from lilian.deposits.values import WAY_NAMES, WHY_NAMES


class Closing(models.Model):
    """`fen` of a contract's deposit are to go back, to stay, or to go back twice; nothing does until it is answered."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "contract", "why", "way", "note", "at", "asked_by", "asker_id"), MEMBERS
    ) | {"fen": PRIVATE}

    contract = models.ForeignKey("contracts.Contract", on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=20, choices=[(why.value, name) for why, name in WHY_NAMES.items()])
    way = models.CharField(max_length=12, choices=[(way.value, name) for way, name in WAY_NAMES.items()])
    fen = models.BigIntegerField()
    note = models.CharField(max_length=200)
    at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    asker_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(name="deposits_closing_of_something", condition=Q(fen__gt=0)),
            models.CheckConstraint(name="deposits_closing_is_explained", condition=~Q(note="")),
        )

    def __str__(self) -> str:
        return f"{self.contract_id} {self.why} {self.fen}"


class ClosingAnswer(models.Model):
    """A second person agreed, and it is posted; or did not."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "closing", "agreed", "posting", "note", "at", "answered_by", "answerer_id"), MEMBERS
    )

    closing = models.OneToOneField(Closing, on_delete=models.PROTECT, related_name="answer")
    agreed = models.BooleanField()
    posting = models.OneToOneField("ledger.Posting", null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    answered_by = models.CharField(max_length=80)
    answerer_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="deposits_agreed_is_posted",
                condition=Q(agreed=True, posting__isnull=False) | Q(agreed=False, posting__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.closing_id} {self.agreed}"

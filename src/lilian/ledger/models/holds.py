"""Money put aside: a hold and its one end."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lilian.base.visibility import MEMBERS
from lilian.ledger.models.accounts import Account
from lilian.ledger.models.journal import Posting
from lilian.ledger.values import HOLD_ENDING_NAMES, HoldEnding


class Hold(models.Model):
    """Fen that are to go from one account to another, and count against their limits until then."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "debit", "credit", "amount_fen", "note", "about", "until", "at", "held_by", "client_key"), MEMBERS
    )

    debit = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    credit = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    amount_fen = models.BigIntegerField()
    note = models.CharField(max_length=120)
    about = models.CharField(max_length=80, blank=True)
    until = models.DateTimeField(null=True, db_index=True)
    at = models.DateTimeField()
    held_by = models.CharField(max_length=80)
    client_key = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(name="ledger_hold_of_something", condition=Q(amount_fen__gt=0)),
            models.CheckConstraint(name="ledger_hold_between_two", condition=~Q(debit=F("credit"))),
            models.CheckConstraint(
                name="ledger_hold_ends_later", condition=Q(until__isnull=True) | Q(until__gt=F("at"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.amount_fen} fen of {self.credit_id}"


class HoldEnd(models.Model):
    """How a hold ended: posted, all of it or a part, voided by a person, or expired."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "hold", "ending", "posting", "at", "ended_by"), MEMBERS)

    hold = models.OneToOneField(Hold, on_delete=models.PROTECT, related_name="end")
    ending = models.CharField(max_length=8, choices=[(end.value, name) for end, name in HOLD_ENDING_NAMES.items()])
    posting = models.ForeignKey(Posting, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_by = models.CharField(max_length=80)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="ledger_only_a_posting_ends_as_posted",
                condition=Q(ending=HoldEnding.POSTED.value, posting__isnull=False)
                | ~Q(ending=HoldEnding.POSTED.value) & Q(posting__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.hold_id} {self.ending}"

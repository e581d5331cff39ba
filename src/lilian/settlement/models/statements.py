"""Statements with their frozen inputs, what they settled, and what was said against them. No row here ever changes."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lilian.base.visibility import MEMBERS, PRIVATE
from lilian.settlement.models.runs import Run


class Statement(models.Model):
    """One household's part of a run. `inputs` is all it depends on as canonical JSON, `digest` SHA-256 over it."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "run", "digest"), MEMBERS) | dict.fromkeys(
        ("household", "gross_fen", "net_fen", "carried_fen", "inputs"), PRIVATE
    )

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="statements")
    household = models.ForeignKey("members.Household", on_delete=models.PROTECT, related_name="+")
    gross_fen = models.BigIntegerField()
    net_fen = models.BigIntegerField()
    carried_fen = models.BigIntegerField()
    inputs = models.TextField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("run_id", "household_id")
        constraints = (
            models.UniqueConstraint(name="settlement_one_statement_a_household", fields=("run", "household")),
            models.CheckConstraint(
                name="settlement_net_is_of_gross",
                condition=Q(net_fen__gte=0, net_fen__lte=F("gross_fen"), carried_fen__gte=0),
            ),
        )

    def __str__(self) -> str:
        return f"{self.run_id} {self.household_id}"


class Line(models.Model):
    """A slip that a posted statement settled; no slip is settled twice."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "statement", "slip"), MEMBERS) | {"amount_fen": PRIVATE}

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="lines")
    slip = models.OneToOneField("receiving.Slip", on_delete=models.PROTECT, related_name="+")
    amount_fen = models.BigIntegerField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.slip_id}: {self.amount_fen}"


class Dispute(models.Model):
    """Somebody says that a line of a posted statement is wrong; `about` names the line, such as `receiving.Slip:12`."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "statement", "at", "raised_by"), MEMBERS) | dict.fromkeys(
        ("about", "words"), PRIVATE
    )

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="disputes")
    about = models.CharField(max_length=80)
    words = models.CharField(max_length=200)
    at = models.DateTimeField()
    raised_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("-pk",)
        constraints = (models.CheckConstraint(name="settlement_dispute_says_why", condition=~Q(words="")),)

    def __str__(self) -> str:
        return f"{self.statement_id}: {self.about}"


class DisputeAnswer(models.Model):
    """What became of it: so many fen more (or less) for the household by a correcting posting, or none, and why."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "dispute", "posting", "at", "answered_by"), MEMBERS) | dict.fromkeys(
        ("more_fen", "words"), PRIVATE
    )

    dispute = models.OneToOneField(Dispute, on_delete=models.PROTECT, related_name="answer")
    more_fen = models.BigIntegerField()
    words = models.CharField(max_length=200)
    posting = models.ForeignKey("ledger.Posting", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answered_by = models.CharField(max_length=80)

    class Meta:
        constraints = (
            models.CheckConstraint(name="settlement_answer_says_why", condition=~Q(words="")),
            models.CheckConstraint(
                name="settlement_a_correction_is_posted",
                condition=Q(more_fen=0, posting__isnull=True) | ~Q(more_fen=0) & Q(posting__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.dispute_id}: {self.more_fen}"

"""How an organisation settles, its runs, the sums they share, and who approved. No row here ever changes."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lilian.base.visibility import MEMBERS
from lilian.settlement.values import RUN_KIND_NAMES, SHARE_RULE_NAMES, SHARED_KIND_NAMES


class SchemeVersion(models.Model):
    """How an organisation settles from then on; figures as in `values.Scheme`."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "organisation", "fee_permille", "least_cash_permille", "instalments", "first_due_months", "reason",
         "at", "set_by"),
        MEMBERS,
    )  # fmt: skip

    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="+")
    fee_permille = models.PositiveIntegerField()
    least_cash_permille = models.PositiveIntegerField()
    instalments = models.PositiveIntegerField()
    first_due_months = models.PositiveIntegerField()
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()
    set_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                name="settlement_scheme_in_thousandths",
                condition=Q(fee_permille__lte=500, least_cash_permille__lte=1_000),
            ),
            models.CheckConstraint(
                name="settlement_scheme_has_instalments",
                condition=Q(instalments__range=(1, 60), first_due_months__gte=1),
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.fee_permille}"


class Run(models.Model):
    """A settlement of an organisation: drafted, approved by two people, posted with the second approval.

    `asked` is SHA-256 over what was asked for; `unpriced` counts slips of the period that have no price yet.
    """

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "organisation", "kind", "since", "until", "day", "closes_season", "note", "unpriced", "households",
         "gross_fen", "net_fen", "at", "drafted_by", "drafter_id", "client_key", "asked"),
        MEMBERS,
    )  # fmt: skip

    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(kind.value, name) for kind, name in RUN_KIND_NAMES.items()])
    since = models.DateField()
    until = models.DateField()
    day = models.DateField()
    closes_season = models.BooleanField()
    note = models.CharField(max_length=200, blank=True)
    unpriced = models.PositiveIntegerField()
    households = models.PositiveIntegerField()
    gross_fen = models.BigIntegerField()
    net_fen = models.BigIntegerField()
    at = models.DateTimeField()
    drafted_by = models.CharField(max_length=80)
    drafter_id = models.BigIntegerField(null=True)
    client_key = models.CharField(max_length=120, unique=True)
    asked = models.CharField(max_length=64)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(name="settlement_run_holds_a_day", condition=Q(until__gte=F("since"))),
            models.CheckConstraint(name="settlement_run_pays_nothing_below_zero", condition=Q(net_fen__gte=0)),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.since} {self.until}"


class SharedSum(models.Model):
    """A sum of a run that is shared between its households, by which rule."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "run", "kind", "rule", "grade", "total_fen", "note", "paid_fen"), MEMBERS
    )

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="shared")
    kind = models.CharField(max_length=10, choices=[(kind.value, name) for kind, name in SHARED_KIND_NAMES.items()])
    rule = models.CharField(max_length=10, choices=[(rule.value, name) for rule, name in SHARE_RULE_NAMES.items()])
    grade = models.CharField(max_length=20, blank=True)
    total_fen = models.BigIntegerField()
    note = models.CharField(max_length=120, blank=True)
    paid_fen = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.CheckConstraint(name="settlement_shared_is_something", condition=Q(total_fen__gt=0)),)

    def __str__(self) -> str:
        return f"{self.kind} {self.total_fen}"

    @property
    def sold_fen(self) -> int | None:
        """What the fruit was sold for, as told, of a top-up worked out from that; None of any other sum."""
        return None if self.paid_fen is None else self.paid_fen + self.total_fen


class Approval(models.Model):
    """One person looked at a run and agreed, or sent it back with a reason."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "run", "agreed", "note", "at", "given_by", "giver_id"), MEMBERS)

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="approvals")
    agreed = models.BooleanField()
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    given_by = models.CharField(max_length=80)
    giver_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(name="settlement_one_approval_a_person", fields=("run", "giver_id")),
            models.CheckConstraint(name="settlement_sent_back_with_a_reason", condition=Q(agreed=True) | ~Q(note="")),
        )

    def __str__(self) -> str:
        return f"{self.run_id} {self.agreed}"

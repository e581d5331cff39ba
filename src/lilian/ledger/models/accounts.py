"""Books, the accounts in them, their limits, and the balances the database keeps."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lilian.base.visibility import MEMBERS
from lilian.ledger.values import PURPOSE_NAMES


class Book(models.Model):
    """The books of one organisation. Days up to `closed_through` are closed: nothing more is posted to them."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "organisation", "opened_on", "closed_through"), MEMBERS)

    organisation = models.OneToOneField("members.Organisation", on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField()
    closed_through = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.organisation_id} since {self.opened_on}"


class Account(models.Model):
    """An account in a book: what it is for, and the organisation or household it is about, if it is about one."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "book", "purpose", "organisation", "household", "opened_at"), MEMBERS)

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="accounts")
    purpose = models.CharField(
        max_length=16, choices=[(purpose.value, name) for purpose, name in PURPOSE_NAMES.items()]
    )
    organisation = models.ForeignKey("members.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey("members.Household", null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ("book_id", "purpose", "pk")
        constraints = (
            models.CheckConstraint(
                name="ledger_an_account_is_about_one",
                condition=Q(organisation__isnull=True) | Q(household__isnull=True),
            ),
            models.UniqueConstraint(
                name="ledger_one_account_of_a_household",
                fields=("book", "purpose", "household"),
                condition=Q(household__isnull=False),
            ),
            models.UniqueConstraint(
                name="ledger_one_account_of_an_organisation",
                fields=("book", "purpose", "organisation"),
                condition=Q(organisation__isnull=False),
            ),
            models.UniqueConstraint(
                name="ledger_one_account_of_the_book",
                fields=("book", "purpose"),
                condition=Q(organisation__isnull=True, household__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.book_id} {self.purpose}"


class Limit(models.Model):
    """How far an account may go from then on: the most in debit and in credit, in fen; none is no limit."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "account", "most_debit_fen", "most_credit_fen", "reason", "at", "actor_name"), MEMBERS
    )

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="limits")
    most_debit_fen = models.BigIntegerField(null=True)
    most_credit_fen = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    actor_name = models.CharField(max_length=80)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                name="ledger_limits_are_not_negative",
                condition=(Q(most_debit_fen__isnull=True) | Q(most_debit_fen__gte=0))
                & (Q(most_credit_fen__isnull=True) | Q(most_credit_fen__gte=0)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.account_id}: {self.most_debit_fen} / {self.most_credit_fen}"


class Balance(models.Model):
    """What was posted to an account and what is held on it. Written by triggers on lines, holds and limits only."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("account", "debit_fen", "credit_fen", "debit_held_fen", "credit_held_fen"), MEMBERS
    ) | dict.fromkeys(("most_debit_fen", "most_credit_fen"), MEMBERS)

    account = models.OneToOneField(Account, on_delete=models.PROTECT, related_name="balance", primary_key=True)
    debit_fen = models.BigIntegerField(default=0)
    credit_fen = models.BigIntegerField(default=0)
    debit_held_fen = models.BigIntegerField(default=0)
    credit_held_fen = models.BigIntegerField(default=0)
    most_debit_fen = models.BigIntegerField(null=True)
    most_credit_fen = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="ledger_sums_only_grow",
                condition=Q(debit_fen__gte=0, credit_fen__gte=0, debit_held_fen__gte=0, credit_held_fen__gte=0),
            ),
            models.CheckConstraint(
                name="ledger_debit_within_its_limit",
                condition=Q(most_debit_fen__isnull=True)
                | Q(most_debit_fen__gte=F("debit_fen") - F("credit_fen") + F("debit_held_fen")),
            ),
            models.CheckConstraint(
                name="ledger_credit_within_its_limit",
                condition=Q(most_credit_fen__isnull=True)
                | Q(most_credit_fen__gte=F("credit_fen") - F("debit_fen") + F("credit_held_fen")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.account_id}: {self.debit_fen} / {self.credit_fen}"

"""Postings and their lines."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import MEMBERS
from lilian.ledger.models.accounts import Account, Book
from lilian.ledger.values import POSTING_KIND_NAMES, PostingKind


class Posting(models.Model):
    """One effect on the money of one book, written after its lines: a trigger refuses it unless they sum to zero fen.

    `day` is the business day, `at` when it was written; `asked` is SHA-256 over what was asked for, `digest` over what
    was written. Postings written together share a `batch`, the first one's number; the audit chain holds its digest.
    """

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "book", "kind", "day", "at", "actor_name", "client_key", "about", "note", "reverses", "batch"), MEMBERS
    ) | dict.fromkeys(("asked", "digest"), MEMBERS)

    id = models.BigIntegerField(primary_key=True)
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="postings", db_index=False)
    kind = models.CharField(max_length=8, choices=[(kind.value, name) for kind, name in POSTING_KIND_NAMES.items()])
    day = models.DateField()
    at = models.DateTimeField()
    actor_name = models.CharField(max_length=80)
    client_key = models.CharField(max_length=120)
    about = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=200, blank=True)
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversed_by")
    batch = models.BigIntegerField()
    asked = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("book", "day"), name="ledger_posting_by_day"),
            models.Index(fields=("about",), name="ledger_posting_by_origin", condition=~Q(about="")),
        )
        constraints = (
            models.UniqueConstraint(name="ledger_one_posting_a_key", fields=("book", "client_key")),
            models.CheckConstraint(
                name="ledger_only_a_reversal_reverses",
                condition=Q(kind=PostingKind.REVERSE.value, reverses__isnull=False)
                | Q(kind=PostingKind.POST.value, reverses__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.pk} {self.about}"


class Line(models.Model):
    """Fen on an account: debit positive, credit negative."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "posting", "account", "amount_fen"), MEMBERS)

    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="lines")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="lines")
    amount_fen = models.BigIntegerField()

    class Meta:
        ordering = ("posting_id", "pk")
        constraints = (models.CheckConstraint(name="ledger_line_says_something", condition=~Q(amount_fen=0)),)

    def __str__(self) -> str:
        return f"{self.posting_id}: {self.amount_fen} fen"

"""Contracts, their terms in versions, the lines of each, who signed, and how one ended. No row here ever changes."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lilian.base.visibility import MEMBERS, PRIVATE
from lilian.contracts.values.terms import AMEND_REASON_NAMES, END_REASON_NAMES, METHOD_NAMES, OVER_NAMES, PARTY_NAMES


class Contract(models.Model):
    """红色订单: who is bound for a season. What it says stands in its newest signed `Terms`.

    `batch` is the key of the act that made it together with others, `asked` SHA-256 over what that act was asked for;
    `is_supported` marks a household that the county
    helps out of poverty, as it was when the contract was made.
    """

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "number", "season", "buyer", "coop", "version", "renews", "batch", "asked", "at", "made_by"), MEMBERS
    ) | dict.fromkeys(("household", "household_name", "is_supported"), PRIVATE)

    number = models.CharField(max_length=20, unique=True)
    season = models.ForeignKey("catalog.Season", on_delete=models.PROTECT, related_name="+", db_index=False)
    buyer = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="+")
    coop = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey("members.Household", on_delete=models.PROTECT, related_name="+")
    household_name = models.CharField(max_length=80)
    version = models.ForeignKey("contracts.TemplateVersion", on_delete=models.PROTECT, related_name="+")
    renews = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="renewal")
    is_supported = models.BooleanField()
    batch = models.CharField(max_length=120, db_index=True)
    asked = models.CharField(max_length=64)
    at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=("season", "coop"), name="contracts_by_season_and_coop"),)

    def __str__(self) -> str:
        return self.number


class Terms(models.Model):
    """What a contract says from `effective_from` on, once all its parties have signed `digest`.

    Version 1 is the contract as made; every later one has a reason. Money in fen; `deductions`, `penalties` and
    `milestones` hold the values of those names.
    """

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "contract", "number", "effective_from", "deliver_from", "deliver_until", "reason", "note", "milestones",
         "digest", "parties", "at", "written_by"),
        MEMBERS,
    ) | dict.fromkeys(
        ("deposit_fen", "credit_limit_fen", "tolerance_permille", "over", "pay_within_days", "deductions", "penalties"),
        PRIVATE,
    )  # fmt: skip

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="terms")
    number = models.PositiveIntegerField()
    effective_from = models.DateField()
    deliver_from = models.DateField()
    deliver_until = models.DateField()
    deposit_fen = models.PositiveBigIntegerField()
    credit_limit_fen = models.PositiveBigIntegerField()
    tolerance_permille = models.PositiveIntegerField()
    over = models.CharField(max_length=10, choices=[(over.value, name) for over, name in OVER_NAMES.items()])
    pay_within_days = models.PositiveIntegerField()
    deductions = models.JSONField()
    penalties = models.JSONField()
    milestones = models.JSONField()
    reason = models.CharField(
        max_length=20, blank=True, choices=[(r.value, name) for r, name in AMEND_REASON_NAMES.items()]
    )
    note = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64)
    parties = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    written_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("contract_id", "-number")
        verbose_name_plural = "terms"
        constraints = (
            models.UniqueConstraint(name="contracts_terms_number", fields=("contract", "number")),
            models.CheckConstraint(
                name="contracts_later_terms_have_a_reason",
                condition=Q(number=1, reason="") | Q(number__gt=1) & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="contracts_delivery_holds_a_day", condition=Q(deliver_until__gt=F("deliver_from"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.contract_id} v{self.number}"


class TermsLine(models.Model):
    """So many grams of a grade, of a block or of all the land; `rule` holds a `values.PriceRule`."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "terms", "variety", "grade"), MEMBERS) | dict.fromkeys(
        ("block", "expected_g", "floor_fen", "rule"), PRIVATE
    )

    terms = models.ForeignKey(Terms, on_delete=models.PROTECT, related_name="lines")
    block = models.ForeignKey("members.Place", null=True, on_delete=models.PROTECT, related_name="+")
    variety = models.ForeignKey("catalog.Variety", on_delete=models.PROTECT, related_name="+")
    grade = models.CharField(max_length=20)
    expected_g = models.BigIntegerField()
    floor_fen = models.PositiveIntegerField()
    rule = models.JSONField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="contracts_line_promises_something", condition=Q(expected_g__gt=0, floor_fen__gt=0)
            ),
        )

    def __str__(self) -> str:
        return f"{self.terms_id} {self.grade} {self.expected_g}"


class Signature(models.Model):
    """One party's hand under terms. `picture` is the strokes or the signed page; `digest` is what was signed.

    Who signs many on one page has one picture: it stands in the first of them, and the others name it as `shown_by`.
    """

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "terms", "party", "method", "shown_by", "digest", "day", "at", "recorded_by"), MEMBERS
    ) | dict.fromkeys(("name", "picture", "picture_digest"), PRIVATE)

    terms = models.ForeignKey(Terms, on_delete=models.PROTECT, related_name="signatures")
    party = models.CharField(max_length=10, choices=[(p.value, name) for p, name in PARTY_NAMES.items()])
    name = models.CharField(max_length=60)
    method = models.CharField(max_length=10, choices=[(m.value, name) for m, name in METHOD_NAMES.items()])
    picture = models.BinaryField()
    shown_by = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    picture_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    day = models.DateField()
    at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(name="contracts_one_hand_a_party", fields=("terms", "party")),
            models.CheckConstraint(name="contracts_signer_has_a_name", condition=~Q(name="")),
        )

    def __str__(self) -> str:
        return f"{self.terms_id} {self.party}"


class ContractEnd(models.Model):
    """From `day` on the contract binds nobody; what was delivered before is settled by it."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "contract", "day", "reason", "note", "at", "ended_by"), MEMBERS)

    contract = models.OneToOneField(Contract, on_delete=models.PROTECT, related_name="ending")
    day = models.DateField()
    reason = models.CharField(max_length=20, choices=[(r.value, name) for r, name in END_REASON_NAMES.items()])
    note = models.CharField(max_length=200)
    at = models.DateTimeField()
    ended_by = models.CharField(max_length=80)

    class Meta:
        constraints = (models.CheckConstraint(name="contracts_end_is_explained", condition=~Q(note="")),)

    def __str__(self) -> str:
        return f"{self.contract_id} {self.reason}"

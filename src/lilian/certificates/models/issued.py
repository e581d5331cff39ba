"""Certificates that were issued, what each stands for, and those that do not count any more. No row ever changes."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import MEMBERS, PRIVATE, PUBLIC
from lilian.certificates.values import FORM_NAMES


class Certificate(models.Model):
    """承诺达标合格证. `bases` are values of `Basis` joined by commas; `is_ahead` if the fruit was not received yet.

    `promiser` is what the party was called that day; `digest` is SHA-256 over all it says, which the audit chain holds.
    """

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "number", "form", "bases", "test", "used", "variety", "weight_g", "origin", "issued_at", "organisation"),
        PUBLIC,
    ) | dict.fromkeys(("is_ahead", "at", "issued_by", "client_key", "digest"), MEMBERS) | dict.fromkeys(
        ("household", "promiser", "contact", "signed_by"), PRIVATE
    )  # fmt: skip

    number = models.CharField(max_length=13, unique=True)
    form = models.CharField(max_length=10, choices=[(form.value, name) for form, name in FORM_NAMES.items()])
    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey("members.Household", null=True, on_delete=models.PROTECT, related_name="+")
    promiser = models.CharField(max_length=80)
    contact = models.CharField(max_length=40)
    signed_by = models.CharField(max_length=60)
    variety = models.ForeignKey("catalog.Variety", on_delete=models.PROTECT, related_name="+")
    weight_g = models.BigIntegerField()
    origin = models.CharField(max_length=120)
    bases = models.CharField(max_length=60)
    test = models.CharField(max_length=200, blank=True)
    used = models.CharField(max_length=200, blank=True)
    is_ahead = models.BooleanField()
    issued_at = models.DateTimeField()
    at = models.DateTimeField()
    issued_by = models.CharField(max_length=80)
    client_key = models.CharField(max_length=120, unique=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=("organisation", "issued_at"), name="certificates_by_promiser"),)
        constraints = (
            models.CheckConstraint(name="certificates_promise_weighs", condition=Q(weight_g__gt=0)),
            models.CheckConstraint(
                name="certificates_somebody_promises", condition=~Q(promiser="") & ~Q(contact="") & ~Q(signed_by="")
            ),
            models.CheckConstraint(name="certificates_promise_has_a_basis", condition=~Q(bases="")),
        )

    def __str__(self) -> str:
        return self.number


class Part(models.Model):
    """So many grams of a lot that a certificate stands for."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "certificate", "lot", "weight_g"), MEMBERS)

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="parts")
    lot = models.ForeignKey("stock.Lot", on_delete=models.PROTECT, related_name="+")
    weight_g = models.BigIntegerField()

    class Meta:
        ordering = ("certificate_id", "pk")
        constraints = (
            models.UniqueConstraint(name="certificates_lot_once", fields=("certificate", "lot")),
            models.CheckConstraint(name="certificates_part_weighs", condition=Q(weight_g__gt=0)),
        )

    def __str__(self) -> str:
        return f"{self.certificate_id}: {self.weight_g} g of {self.lot_id}"


class Named(models.Model):
    """A certificate that a later one names: taken in from outside (`collected`), or one of ours (`earlier`)."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "certificate", "collected", "earlier"), MEMBERS)

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="named")
    collected = models.ForeignKey("certificates.Collected", null=True, on_delete=models.PROTECT, related_name="+")
    earlier = models.ForeignKey(Certificate, null=True, on_delete=models.PROTECT, related_name="later")

    class Meta:
        ordering = ("certificate_id", "pk")
        verbose_name_plural = "named"
        constraints = (
            models.CheckConstraint(
                name="certificates_names_one",
                condition=Q(collected__isnull=True, earlier__isnull=False)
                | Q(collected__isnull=False, earlier__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.certificate_id} names {self.collected_id or self.earlier_id}"


class Signature(models.Model):
    """The hand under a certificate, as a picture; a certificate without one is signed on paper."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "certificate"), MEMBERS) | {"picture": PRIVATE}

    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, related_name="signature")
    picture = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.certificate_id} signed"


class Void(models.Model):
    """This certificate does not count any more, and why. It stays to be seen."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "certificate", "reason", "at"), PUBLIC) | {"voided_by": MEMBERS}

    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, related_name="void")
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()
    voided_by = models.CharField(max_length=80)

    class Meta:
        constraints = (models.CheckConstraint(name="certificates_void_is_explained", condition=~Q(reason="")),)

    def __str__(self) -> str:
        return f"{self.certificate_id} void"

"""Certificates that came with fruit: kept for good, whoever issued them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import MEMBERS, PRIVATE
from lilian.certificates.values import MISFIT_NAMES


class Collected(models.Model):
    """One certificate taken in with a lot. `certificate` is ours, if it is one; `misfit` says why it does not stand.

    What does not stand takes nothing from its certificate's weight.
    """

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "organisation", "lot", "certificate", "number", "variety", "weight_g", "misfit", "day", "at",
         "collected_by", "client_key"),
        MEMBERS,
    ) | {"issuer": PRIVATE}  # fmt: skip

    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="+")
    lot = models.ForeignKey("stock.Lot", on_delete=models.PROTECT, related_name="+")
    certificate = models.ForeignKey(
        "certificates.Certificate", null=True, on_delete=models.PROTECT, related_name="collected"
    )
    number = models.CharField(max_length=60)
    issuer = models.CharField(max_length=80)
    variety = models.ForeignKey("catalog.Variety", on_delete=models.PROTECT, related_name="+")
    weight_g = models.BigIntegerField()
    misfit = models.CharField(max_length=16, blank=True, choices=[(m.value, name) for m, name in MISFIT_NAMES.items()])
    day = models.DateField()
    at = models.DateTimeField()
    collected_by = models.CharField(max_length=80)
    client_key = models.CharField(max_length=130, unique=True)

    class Meta:
        ordering = ("-pk",)
        verbose_name_plural = "collected"
        indexes = (models.Index(fields=("organisation", "day"), name="certificates_collected_by_day"),)
        constraints = (
            models.CheckConstraint(name="certificates_collected_weighs", condition=Q(weight_g__gt=0)),
            models.CheckConstraint(name="certificates_collected_is_told", condition=~Q(number="") & ~Q(issuer="")),
        )

    def __str__(self) -> str:
        return self.number


class GivenBack(models.Model):
    """The slip it came with was void: it stands for nothing here, and its weight is free again."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "collected", "at"), MEMBERS)

    collected = models.OneToOneField(Collected, on_delete=models.PROTECT, related_name="given_back")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "given back"

    def __str__(self) -> str:
        return f"{self.collected_id} given back"


class Photo(models.Model):
    """What a collected certificate looked like."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "collected", "at"), MEMBERS) | {"picture": PRIVATE}

    collected = models.OneToOneField(Collected, on_delete=models.PROTECT, related_name="photo")
    picture = models.BinaryField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.collected_id} photo"

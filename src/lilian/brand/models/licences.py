"""Licences, and what was decided about each after it was granted. No row ever changes; a revoked one stays."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lilian.base.visibility import MEMBERS, PUBLIC
from lilian.brand.values import REFUSED, RULING_NAMES
from lilian.kernel.marks import gettext_noop


class Licence(models.Model):
    """用标授权. `holder` and `credit_code` are what the organisation was called by that day."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "mark", "organisation", "number", "holder", "credit_code", "valid_from", "valid_until"), PUBLIC
    ) | dict.fromkeys(("note", "at", "granted_by", "client_key"), MEMBERS)

    mark = models.ForeignKey("brand.Mark", on_delete=models.PROTECT, related_name="licences")
    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=30, unique=True)
    holder = models.CharField(max_length=80)
    credit_code = models.CharField(max_length=18)
    valid_from = models.DateField()
    valid_until = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    granted_by = models.CharField(max_length=80)
    client_key = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=("organisation", "mark"), name="brand_licence_of_holder"),)
        constraints = (
            models.CheckConstraint(name="brand_licence_lasts", condition=Q(valid_until__gte=F("valid_from"))),
            models.CheckConstraint(name="brand_licence_has_a_credit_code", condition=~Q(credit_code="")),
        )

    def __str__(self) -> str:
        return self.number


class Decision(models.Model):
    """Suspended, resumed or revoked, and why: the last one counts, all stay to be seen. One about an ask refuses it."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "licence", "ruling", "reason", "at"), PUBLIC) | (
        dict.fromkeys(("ask", "ruled_by"), MEMBERS)
    )

    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="decisions")
    ask = models.OneToOneField("brand.Ask", null=True, on_delete=models.PROTECT, related_name="refused")
    ruling = models.CharField(
        max_length=8,
        choices=[*((ruling.value, name) for ruling, name in RULING_NAMES.items()), (REFUSED, gettext_noop("不发"))],
    )
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()
    ruled_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("licence_id", "pk")
        constraints = (
            models.CheckConstraint(name="brand_decision_is_explained", condition=~Q(reason="")),
            models.CheckConstraint(
                name="brand_ask_is_refused",
                condition=Q(ask__isnull=True) & ~Q(ruling=REFUSED) | Q(ask__isnull=False, ruling=REFUSED),
            ),
        )

    def __str__(self) -> str:
        return f"{self.licence_id} {self.ruling}"

"""Loads that no plan expected."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import MEMBERS, PRIVATE


class UnplannedArrival(models.Model):
    """A load that no plan expected, as weighed; `lot` is the waiting lot it was, if it was one.

    Append-only: taken back by a row with the negative weight.
    """

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "store", "lot", "variety", "brought_by", "weight_g", "at", "reporter", "reverses", "note"), MEMBERS
    ) | {"client_key": PRIVATE}

    store = models.ForeignKey("storage.Store", on_delete=models.PROTECT, related_name="+")
    variety = models.ForeignKey("catalog.Variety", on_delete=models.PROTECT, related_name="+")
    lot = models.ForeignKey("storage.PendingLot", null=True, on_delete=models.PROTECT, related_name="+")
    brought_by = models.CharField(max_length=80, blank=True)
    weight_g = models.BigIntegerField()
    at = models.DateTimeField()
    reporter = models.CharField(max_length=80)
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversed_by")
    note = models.CharField(max_length=200, blank=True)
    client_key = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("store", "-at"), name="storage_unplanned_by_store"),)
        constraints = (
            models.CheckConstraint(
                name="storage_unplanned_sign",
                condition=Q(reverses__isnull=True, weight_g__gt=0) | Q(reverses__isnull=False, weight_g__lt=0),
            ),
        )

    def __str__(self) -> str:
        return f"{self.store_id} {self.weight_g} g"

"""Packings that bear a mark, and the fruit that was looked at for them. No row ever changes."""

from typing import ClassVar

from django.db import models

from lilian.base.visibility import MEMBERS, PUBLIC


class Marked(models.Model):
    """A packing whose boxes bear a mark: under which licence, with which labels."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "packing", "licence", "kind", "at"), PUBLIC) | {"marked_by": MEMBERS}

    packing = models.OneToOneField("packing.Packing", on_delete=models.PROTECT, related_name="+")
    licence = models.ForeignKey("brand.Licence", on_delete=models.PROTECT, related_name="packings")
    kind = models.ForeignKey("brand.LabelKind", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    marked_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("-pk",)
        verbose_name_plural = "marked"

    def __str__(self) -> str:
        return f"{self.packing_id} under {self.licence_id}"


class Fit(models.Model):
    """This lot was looked at and may bear the mark: its grade and where it grew keep the rules."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "marked", "lot", "at"), MEMBERS)

    marked = models.ForeignKey(Marked, on_delete=models.PROTECT, related_name="fits")
    lot = models.ForeignKey("stock.Lot", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("marked_id", "pk")
        constraints = (models.UniqueConstraint(name="brand_lot_looked_at_once", fields=("marked", "lot")),)

    def __str__(self) -> str:
        return f"{self.lot_id} fits"

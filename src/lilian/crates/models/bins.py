"""Numbered bins and what lay in them from when until when: a recall must not follow a bin into another season."""

from typing import ClassVar

from django.db import models

from lilian.base.visibility import MEMBERS, PUBLIC


class Bin(models.Model):
    """One bin with a number of its own."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "code", "crate"), PUBLIC)

    code = models.CharField(max_length=40, unique=True)
    crate = models.ForeignKey("crates.Crate", on_delete=models.PROTECT, related_name="bins")

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


class Filling(models.Model):
    """A lot in a bin from `since` on. A trigger refuses another while the bin is not emptied."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "bin", "lot", "since", "filled_by"), MEMBERS)

    bin = models.ForeignKey(Bin, on_delete=models.PROTECT, related_name="fillings")
    lot = models.ForeignKey("stock.Lot", on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    filled_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("bin_id", "pk")

    def __str__(self) -> str:
        return f"{self.bin_id}: {self.lot_id}"


class Emptying(models.Model):
    """The end of a filling."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "filling", "at", "emptied_by"), MEMBERS)

    filling = models.OneToOneField(Filling, on_delete=models.PROTECT, related_name="end")
    at = models.DateTimeField()
    emptied_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.filling_id} {self.at}"

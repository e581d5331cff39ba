"""Lots: what they are, whose, from which blocks, out of which other lots. No row here ever changes."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lilian.base.visibility import MEMBERS, PRIVATE, PUBLIC
from lilian.stock.values import CONDITION_NAMES


class Lot(models.Model):
    """One homogeneous quantity with one history, made by one entry. `grade` '' is not yet graded.

    Owner and condition may change later: they are the last row of `Owning` and of `Standing`.
    """

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "code", "variety", "grade", "maker", "made_on", "harvest_date", "born"), PUBLIC
    ) | {"note": MEMBERS}

    id = models.BigIntegerField(primary_key=True)
    code = models.CharField(max_length=20, unique=True)
    variety = models.ForeignKey("catalog.Variety", on_delete=models.PROTECT, related_name="+")
    grade = models.CharField(max_length=20, blank=True)
    maker = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField()
    harvest_date = models.DateField(null=True)
    note = models.CharField(max_length=200, blank=True)
    born = models.ForeignKey("stock.Entry", on_delete=models.PROTECT, related_name="lots")

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                name="stock_lot_made_after_harvest",
                condition=Q(harvest_date__isnull=True) | Q(made_on__gte=F("harvest_date")),
            ),
        )

    def __str__(self) -> str:
        return self.code


class Owning(models.Model):
    """Whose a lot is from an act on; the last one counts. A person owns it through the organisation."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "lot", "owner", "at"), MEMBERS) | {"owner_person": PRIVATE}

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="ownings")
    owner = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="+")
    owner_person = models.ForeignKey("members.Person", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("lot_id", "pk")

    def __str__(self) -> str:
        return f"{self.lot_id} {self.owner_id}"


class Standing(models.Model):
    """What a person decided about a lot, and why; the last one counts, none is sound."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "lot", "condition", "reason", "at", "decided_by"), MEMBERS)

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="standings")
    condition = models.CharField(max_length=12, choices=[(c.value, name) for c, name in CONDITION_NAMES.items()])
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()
    decided_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("lot_id", "pk")

    def __str__(self) -> str:
        return f"{self.lot_id} {self.condition}"


class Share(models.Model):
    """So many grams of a lot, when it was made, grew there."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "lot", "organisation", "weight_g"), MEMBERS) | dict.fromkeys(
        ("household", "block"), PRIVATE
    )

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="shares")
    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey("members.Household", null=True, on_delete=models.PROTECT, related_name="+")
    block = models.ForeignKey("members.Place", null=True, on_delete=models.PROTECT, related_name="+")
    weight_g = models.BigIntegerField()

    class Meta:
        ordering = ("lot_id", "pk")
        constraints = (models.CheckConstraint(name="stock_share_weighs", condition=Q(weight_g__gt=0)),)

    def __str__(self) -> str:
        return f"{self.lot_id} {self.weight_g} g"


class Descent(models.Model):
    """So many grams of one lot came out of another; the time is its entry's."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "entry", "parent", "child", "weight_g"), MEMBERS)

    entry = models.ForeignKey("stock.Entry", on_delete=models.PROTECT, related_name="descents")
    parent = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="+")
    weight_g = models.BigIntegerField()

    class Meta:
        ordering = ("entry_id", "pk")
        constraints = (
            models.CheckConstraint(name="stock_descent_weighs", condition=Q(weight_g__gt=0)),
            models.CheckConstraint(name="stock_no_lot_is_its_own_parent", condition=~Q(parent=F("child"))),
            models.UniqueConstraint(name="stock_one_descent", fields=("child", "parent")),
        )
        # A trace walks either way by these alone, without the table.
        indexes = (
            models.Index(fields=("parent", "child", "entry", "weight_g"), name="stock_descent_down"),
            models.Index(fields=("child", "parent", "entry", "weight_g"), name="stock_descent_up"),
        )

    def __str__(self) -> str:
        return f"{self.parent_id} -> {self.child_id} {self.weight_g} g"

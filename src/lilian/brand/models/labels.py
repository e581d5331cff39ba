"""Labels: asked for, issued against fruit, and what became of each number. No row ever changes."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lilian.base.visibility import MEMBERS, PRIVATE, PUBLIC
from lilian.brand.values import FATE_NAMES


class Ask(models.Model):
    """Who holds a licence asks for labels of one kind."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "licence", "kind", "count", "note", "at", "asked_by", "client_key"), MEMBERS
    )

    licence = models.ForeignKey("brand.Licence", on_delete=models.PROTECT, related_name="asks")
    kind = models.ForeignKey("brand.LabelKind", on_delete=models.PROTECT, related_name="+")
    count = models.PositiveIntegerField()
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    client_key = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (models.CheckConstraint(name="brand_ask_counts", condition=Q(count__gt=0)),)

    def __str__(self) -> str:
        return f"{self.licence_id} asks for {self.count}"


class Issue(models.Model):
    """Labels from number `first` through `last`, one line of numbers for all marks; each stands for `grams` of fruit.

    `secret` makes the numbers hard to invent; whoever prints the labels gets them whole.
    """

    VISIBILITY: ClassVar = dict.fromkeys(("id", "licence", "kind", "first", "last", "grams", "at"), PUBLIC) | (
        dict.fromkeys(("ask", "issued_by"), MEMBERS) | {"secret": PRIVATE}
    )

    ask = models.OneToOneField(Ask, on_delete=models.PROTECT, related_name="issue")
    licence = models.ForeignKey("brand.Licence", on_delete=models.PROTECT, related_name="issues")
    kind = models.ForeignKey("brand.LabelKind", on_delete=models.PROTECT, related_name="+")
    first = models.BigIntegerField(unique=True)
    last = models.BigIntegerField(unique=True)
    grams = models.PositiveIntegerField()
    secret = models.CharField(max_length=64)
    at = models.DateTimeField()
    issued_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="brand_issue_counts", condition=Q(first__gt=0, last__gte=F("first"), grams__gt=0)
            ),
        )

    def __str__(self) -> str:
        return f"{self.first}-{self.last}"


class Backing(models.Model):
    """So many grams of a lot that an issue's labels stand for; fewer than none where labels came back (`spent`)."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "issue", "lot", "spent", "weight_g"), MEMBERS)

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="backings")
    lot = models.ForeignKey("stock.Lot", on_delete=models.PROTECT, related_name="+")
    spent = models.ForeignKey("brand.Spent", null=True, on_delete=models.PROTECT, related_name="set_free")
    weight_g = models.BigIntegerField()

    class Meta:
        ordering = ("issue_id", "pk")
        constraints = (
            models.UniqueConstraint(name="brand_backed_once", fields=("issue", "lot"), condition=Q(spent__isnull=True)),
            models.UniqueConstraint(name="brand_set_free_once", fields=("spent", "lot")),
            models.CheckConstraint(
                name="brand_backing_weighs",
                condition=Q(spent__isnull=True, weight_g__gt=0) | Q(spent__isnull=False, weight_g__lt=0),
            ),
        )

    def __str__(self) -> str:
        return f"{self.weight_g} g of {self.lot_id}"


class Spent(models.Model):
    """What became of labels of an issue: a number is spent once. Used ones name their packing, and which of
    its labels, counted from 0, the first one is."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "issue", "first", "last", "fate", "packing", "at"), PUBLIC) | (
        dict.fromkeys(("from_label", "note", "spent_by"), MEMBERS)
    )

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="spent")
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    fate = models.CharField(max_length=8, choices=[(fate.value, name) for fate, name in FATE_NAMES.items()])
    packing = models.ForeignKey("brand.Marked", null=True, on_delete=models.PROTECT, related_name="labels")
    from_label = models.PositiveIntegerField(null=True)
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    spent_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("issue_id", "first")
        verbose_name_plural = "spent"
        indexes = (models.Index(fields=("issue", "fate", "last"), name="brand_spent_by_fate"),)
        constraints = (
            models.UniqueConstraint(name="brand_number_spent_once", fields=("issue", "first")),
            models.CheckConstraint(name="brand_spent_counts", condition=Q(last__gte=F("first"))),
            models.CheckConstraint(
                name="brand_used_on_boxes",
                condition=Q(fate="used", packing__isnull=False, from_label__isnull=False)
                | (~Q(fate="used") & Q(packing__isnull=True, from_label__isnull=True)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.first}-{self.last} {self.fate}"

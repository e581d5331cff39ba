"""What came, was fetched or lost, and what lies where."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import MEMBERS, PRIVATE
from lilian.supplies.values import MOVE_KIND_NAMES, MoveKind


class Move(models.Model):
    """Units of a batch that came to a spot or left it; a hand-out says who signed, a loss why. Never changed."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "kind", "farm_input", "organisation", "point", "batch", "expires_on", "count", "day", "at"), MEMBERS
    ) | dict.fromkeys(("household", "signed_by", "note", "about", "actor_name", "client_key"), PRIVATE)

    kind = models.CharField(max_length=10, choices=[(kind.value, name) for kind, name in MOVE_KIND_NAMES.items()])
    farm_input = models.ForeignKey("catalog.FarmInput", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="+")
    point = models.ForeignKey("members.Place", null=True, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey("members.Household", null=True, on_delete=models.PROTECT, related_name="+")
    batch = models.CharField(max_length=40, blank=True)
    expires_on = models.DateField(null=True)
    count = models.PositiveIntegerField()
    signed_by = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=200, blank=True)
    about = models.CharField(max_length=80, blank=True, db_index=True)
    day = models.DateField()
    at = models.DateTimeField()
    actor_name = models.CharField(max_length=80)
    client_key = models.CharField(max_length=140, unique=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(name="supplies_move_of_some", condition=Q(count__gt=0)),
            models.CheckConstraint(
                name="supplies_fetched_is_signed_for",
                condition=Q(kind=MoveKind.HAND_OUT.value) & ~Q(signed_by="")
                | ~Q(kind=MoveKind.HAND_OUT.value) & Q(household__isnull=True),
            ),
            models.CheckConstraint(
                name="supplies_a_loss_says_why", condition=~Q(kind=MoveKind.LOSE.value) | ~Q(note="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.count}"


class Balance(models.Model):
    """Units of a batch at a spot. Written by a trigger on moves only."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "farm_input", "organisation", "point", "batch", "expires_on", "count"), MEMBERS
    )

    farm_input = models.ForeignKey("catalog.FarmInput", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="+")
    point = models.ForeignKey("members.Place", null=True, on_delete=models.PROTECT, related_name="+")
    batch = models.CharField(max_length=40, blank=True)
    expires_on = models.DateField(null=True)
    count = models.BigIntegerField(default=0)

    class Meta:
        ordering = ("organisation_id", "farm_input_id", "expires_on", "pk")
        constraints = (
            models.UniqueConstraint(
                name="supplies_one_balance_at_a_point",
                fields=("organisation", "farm_input", "batch", "point"),
                condition=Q(point__isnull=False),
            ),
            models.UniqueConstraint(
                name="supplies_one_balance_at_home",
                fields=("organisation", "farm_input", "batch"),
                condition=Q(point__isnull=True),
            ),
            models.CheckConstraint(name="supplies_nothing_below_zero", condition=Q(count__gte=0)),
        )

    def __str__(self) -> str:
        return f"{self.farm_input_id}: {self.count}"

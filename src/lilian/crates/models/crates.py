"""Kinds of crates, what moved, and who has how many."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import MEMBERS, PUBLIC
from lilian.crates.values import MOVE_KIND_NAMES, MoveKind


class Crate(models.Model):
    """A kind of crate of one owner: what it weighs empty, which deposit is asked for one."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "code", "name", "owner", "tare_g", "deposit_fen"), PUBLIC)

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    owner = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="+")
    tare_g = models.PositiveIntegerField()
    deposit_fen = models.PositiveIntegerField()

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class Move(models.Model):
    """Crates that came, went or were lost. `deposit_fen` is what that changed in the holder's deposit."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "kind", "crate", "organisation", "household", "count", "deposit_fen", "day", "at", "client_key"), MEMBERS
    ) | dict.fromkeys(("actor_name", "note"), MEMBERS)

    kind = models.CharField(max_length=10, choices=[(kind.value, name) for kind, name in MOVE_KIND_NAMES.items()])
    crate = models.ForeignKey(Crate, on_delete=models.PROTECT, related_name="moves")
    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey("members.Household", null=True, on_delete=models.PROTECT, related_name="+")
    count = models.PositiveIntegerField()
    deposit_fen = models.BigIntegerField()
    day = models.DateField()
    at = models.DateTimeField()
    actor_name = models.CharField(max_length=80)
    client_key = models.CharField(max_length=120, unique=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(name="crates_move_of_some", condition=Q(count__gt=0)),
            models.CheckConstraint(
                name="crates_deposit_goes_its_way",
                condition=Q(kind=MoveKind.HAND_OUT.value, deposit_fen__gte=0)
                | Q(kind__in=(MoveKind.TAKE_BACK.value, MoveKind.LOSE.value), deposit_fen__lte=0)
                | Q(kind__in=(MoveKind.BUY.value, MoveKind.SCRAP.value), deposit_fen=0),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.count}"


class Balance(models.Model):
    """What a holder has of a kind, and the deposit for it. Written by a trigger on moves only.

    The owner's own row is what stands in the owner's yard.
    """

    VISIBILITY: ClassVar = dict.fromkeys(("id", "crate", "organisation", "household", "count", "deposit_fen"), MEMBERS)

    crate = models.ForeignKey(Crate, on_delete=models.PROTECT, related_name="balances")
    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey("members.Household", null=True, on_delete=models.PROTECT, related_name="+")
    count = models.BigIntegerField(default=0)
    deposit_fen = models.BigIntegerField(default=0)

    class Meta:
        ordering = ("crate_id", "organisation_id", "household_id")
        constraints = (
            models.UniqueConstraint(
                name="crates_one_balance_of_a_household",
                fields=("crate", "organisation", "household"),
                condition=Q(household__isnull=False),
            ),
            models.UniqueConstraint(
                name="crates_one_balance_of_an_organisation",
                fields=("crate", "organisation"),
                condition=Q(household__isnull=True),
            ),
            models.CheckConstraint(name="crates_nothing_below_zero", condition=Q(count__gte=0, deposit_fen__gte=0)),
        )

    def __str__(self) -> str:
        return f"{self.crate_id}: {self.count}"

"""A plan's life: asked for, worked out, changed by people, adopted, met by what arrives."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import MEMBERS, PRIVATE
from lilian.storage.values import PLAN_STATUS_NAMES, PlanStatus, RuleKind


class StoragePlan(models.Model):
    """One peak plan. `root` is the first plan of the same question: rules set on one hold for all of them."""

    VISIBILITY: ClassVar = dict.fromkeys(
        (
            "id",
            "title",
            "is_live",
            "root",
            "status",
            "first_day",
            "days",
            "cost_fen",
            "lower_bound_fen",
            "gap",
            "practice_cost_fen",
            "practice_placed_g",
            "saved_fen",
            "placed_g",
            "unplaced_g",
            "unplaced_lots",
            "created_at",
            "created_by",
            "adopted_at",
            "adopted_by",
            "run",
        ),
        MEMBERS,
    ) | dict.fromkeys(("practice", "notes"), PRIVATE)

    run = models.OneToOneField("base.PlanRun", on_delete=models.PROTECT, related_name="+")
    root = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="versions")
    title = models.CharField(max_length=120)
    is_live = models.BooleanField()
    status = models.CharField(
        max_length=12,
        choices=[(s.value, name) for s, name in PLAN_STATUS_NAMES.items()],
        default=PlanStatus.COMPUTING.value,
    )
    first_day = models.DateField()
    days = models.PositiveSmallIntegerField()
    notes = models.JSONField(default=dict)
    practice = models.TextField(blank=True)
    cost_fen = models.BigIntegerField(null=True)
    lower_bound_fen = models.BigIntegerField(null=True)
    gap = models.FloatField(null=True)
    practice_cost_fen = models.BigIntegerField(null=True)
    practice_placed_g = models.BigIntegerField(null=True)
    saved_fen = models.BigIntegerField(null=True)
    placed_g = models.BigIntegerField(null=True)
    unplaced_g = models.BigIntegerField(null=True)
    unplaced_lots = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=80)
    adopted_at = models.DateTimeField(null=True)
    adopted_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="storage_plan_bound_below_cost",
                condition=Q(cost_fen__isnull=True) | Q(lower_bound_fen__lte=models.F("cost_fen")),
            ),
        )

    def __str__(self) -> str:
        return self.title


class PlanRule(models.Model):
    """What a person decided about a lot and a store, with the reason; it holds for every plan of the same root."""

    VISIBILITY: ClassVar = dict.fromkeys(
        (
            "id",
            "root",
            "kind",
            "lot",
            "store",
            "day",
            "reason",
            "set_at",
            "set_by",
            "withdrawn_at",
            "cost_fen",
            "placed_g",
        ),
        MEMBERS,
    )

    root = models.ForeignKey(StoragePlan, on_delete=models.PROTECT, related_name="rules")
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in RuleKind])
    lot = models.CharField(max_length=40, blank=True)
    store = models.CharField(max_length=40)
    day = models.DateField(null=True)
    reason = models.CharField(max_length=200)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=80)
    withdrawn_at = models.DateTimeField(null=True)
    cost_fen = models.BigIntegerField(null=True)
    placed_g = models.BigIntegerField(null=True)  # placed with it, less placed without

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(name="storage_rule_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(name="storage_lock_names_lot", condition=~Q(kind="lock") | ~Q(lot="")),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.lot} {self.store}"


class ExpectedArrival(models.Model):
    """One line of an adopted plan. `store` and `lot` stand where the register knows them."""

    VISIBILITY: ClassVar = dict.fromkeys(
        (
            "id",
            "plan",
            "store",
            "store_code",
            "store_name",
            "lot",
            "lot_code",
            "point",
            "village",
            "day",
            "weight_g",
            "road_km",
            "cost_fen",
            "is_cancelled",
        ),
        MEMBERS,
    )

    plan = models.ForeignKey(StoragePlan, on_delete=models.PROTECT, related_name="expected")
    store = models.ForeignKey("storage.Store", null=True, on_delete=models.PROTECT, related_name="+")
    store_code = models.CharField(max_length=40)
    store_name = models.CharField(max_length=80)
    lot = models.ForeignKey("storage.PendingLot", null=True, on_delete=models.PROTECT, related_name="+")
    lot_code = models.CharField(max_length=40)
    point = models.CharField(max_length=80, blank=True)
    village = models.CharField(max_length=40, blank=True)
    day = models.DateField()
    weight_g = models.BigIntegerField()
    road_km = models.FloatField()
    cost_fen = models.BigIntegerField()
    is_cancelled = models.BooleanField(default=False)

    class Meta:
        ordering = ("day", "store_code", "lot_code")
        indexes = (models.Index(fields=("store", "day"), name="storage_expected_by_day"),)
        constraints = (
            models.UniqueConstraint(name="storage_expected_once", fields=("plan", "store_code", "lot_code", "day")),
            models.CheckConstraint(name="storage_expected_weight", condition=Q(weight_g__gt=0)),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.store_code} {self.lot_code}"


class Arrival(models.Model):
    """What came in, weighed. Append-only: a mistake is taken back by a row with the negative weight."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "expected", "weight_g", "at", "reporter", "reverses", "note"), MEMBERS
    ) | {"client_key": PRIVATE}

    expected = models.ForeignKey(ExpectedArrival, on_delete=models.PROTECT, related_name="arrivals")
    weight_g = models.BigIntegerField()
    at = models.DateTimeField()
    reporter = models.CharField(max_length=80)
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversed_by")
    note = models.CharField(max_length=200, blank=True)
    client_key = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="storage_arrival_sign",
                condition=Q(reverses__isnull=True, weight_g__gt=0) | Q(reverses__isnull=False, weight_g__lt=0),
            ),
        )

    def __str__(self) -> str:
        return f"{self.expected_id} {self.weight_g} g"

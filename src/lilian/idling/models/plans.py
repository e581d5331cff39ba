"""A plan for the low season: asked for, worked out, changed by people, adopted, carried out load by load."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import MEMBERS, PRIVATE
from lilian.idling.values import DecisionKind, TaskState
from lilian.storage.values import PLAN_STATUS_NAMES, PlanStatus


class IdlingPlan(models.Model):
    """Which rooms run in which month from `first_month` (its first day) on. One may be in force at a time."""

    VISIBILITY: ClassVar = dict.fromkeys(
        (
            "id",
            "run",
            "status",
            "first_month",
            "months",
            "cost_fen",
            "lower_bound_fen",
            "practice_cost_fen",
            "energy_wh",
            "practice_energy_wh",
            "created_at",
            "created_by",
            "adopted_at",
            "adopted_by",
        ),
        MEMBERS,
    ) | dict.fromkeys(("practice", "notes"), PRIVATE)

    run = models.OneToOneField("base.PlanRun", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(
        max_length=12,
        choices=[(s.value, name) for s, name in PLAN_STATUS_NAMES.items()],
        default=PlanStatus.COMPUTING.value,
    )
    first_month = models.DateField()
    months = models.PositiveSmallIntegerField()
    notes = models.JSONField(default=dict)
    practice = models.TextField(blank=True)
    cost_fen = models.BigIntegerField(null=True)
    lower_bound_fen = models.BigIntegerField(null=True)
    practice_cost_fen = models.BigIntegerField(null=True)
    energy_wh = models.BigIntegerField(null=True)
    practice_energy_wh = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=80)
    adopted_at = models.DateTimeField(null=True)
    adopted_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="idling_plan_bound_below_cost",
                condition=Q(cost_fen__isnull=True) | Q(lower_bound_fen__lte=models.F("cost_fen")),
            ),
            models.UniqueConstraint(
                name="idling_one_plan_in_force", fields=("status",), condition=Q(status=PlanStatus.ADOPTED.value)
            ),
        )

    def __str__(self) -> str:
        return f"{self.first_month:%Y-%m} {self.months}"


class Decision(models.Model):
    """What a person decided about a room or a lot, with the reason; it holds for every plan until it is withdrawn."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "kind", "room", "month", "lot", "reason", "set_at", "set_by", "withdrawn_at"), MEMBERS
    )

    kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in DecisionKind])
    room = models.ForeignKey("storage.Room", on_delete=models.PROTECT, related_name="+")
    month = models.DateField(null=True)
    lot = models.ForeignKey("stock.Lot", null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=80)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(name="idling_decision_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="idling_only_a_lot_stays",
                condition=Q(kind=DecisionKind.STAY.value, lot__isnull=False)
                | ~Q(kind=DecisionKind.STAY.value) & Q(lot__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.room_id}"


class TransferTask(models.Model):
    """So much of a lot is to go from one room to another in a month of an adopted plan. Locations are the rooms'."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "plan", "month", "lot", "source", "target", "source_location", "target_location", "weight_g"), MEMBERS
    )

    plan = models.ForeignKey(IdlingPlan, on_delete=models.PROTECT, related_name="tasks")
    month = models.DateField()
    lot = models.ForeignKey("stock.Lot", on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey("storage.Room", on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey("storage.Room", on_delete=models.PROTECT, related_name="+")
    source_location = models.ForeignKey("stock.Location", on_delete=models.PROTECT, related_name="+")
    target_location = models.ForeignKey("stock.Location", on_delete=models.PROTECT, related_name="+")
    weight_g = models.BigIntegerField()

    class Meta:
        ordering = ("month", "pk")
        constraints = (
            models.CheckConstraint(name="idling_task_weight", condition=Q(weight_g__gt=0)),
            models.CheckConstraint(name="idling_task_goes_elsewhere", condition=~Q(source=models.F("target"))),
        )

    def __str__(self) -> str:
        return f"{self.lot_id} {self.source_id} -> {self.target_id}"


class TaskEnd(models.Model):
    """How a transfer ended: moved (by an entry of the goods journal), declined with a reason, or no longer needed."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "task", "state", "entry", "weight_g", "reason", "at", "ended_by"), MEMBERS
    )

    task = models.OneToOneField(TransferTask, on_delete=models.PROTECT, related_name="end")
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in TaskState if s != TaskState.WAITING])
    entry = models.OneToOneField("stock.Entry", null=True, on_delete=models.PROTECT, related_name="+")
    weight_g = models.BigIntegerField(default=0)
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    ended_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="idling_done_is_moved_declined_says_why",
                condition=Q(state=TaskState.DONE.value, entry__isnull=False, weight_g__gt=0)
                | Q(state=TaskState.DECLINED.value, entry__isnull=True) & ~Q(reason="")
                | Q(state=TaskState.REPLACED.value, entry__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.task_id} {self.state}"

"""What the planner proposed, which proposal was taken, and what every buyer gets of it at which frozen price."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lilian.base.visibility import MEMBERS, PRIVATE
from lilian.purchasing.models.campaigns import Article, Campaign, Need
from lilian.purchasing.values import DECISION_STATUS_NAMES, DecisionStatus


class Decision(models.Model):
    """One question to the planner and its answer; `version` is given when people take it, and freezes its prices.

    `excluded`: supplier codes left out on purpose; `max_winners`: at most so many may win; `report`: the planner's
    words on its plan, as JSON; `names`: what people call its codes.
    """

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "campaign", "version", "status", "created_at", "created_by", "adopted_at", "adopted_by"), MEMBERS
    ) | dict.fromkeys(
        ("run", "excluded", "max_winners", "cost_fen", "lower_bound_fen", "practice_cost_fen", "apart_cost_fen",
         "report", "names", "reason"),
        PRIVATE,
    )  # fmt: skip

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="decisions")
    version = models.PositiveIntegerField(null=True)
    run = models.OneToOneField("base.PlanRun", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(
        max_length=12,
        choices=[(s.value, name) for s, name in DECISION_STATUS_NAMES.items()],
        default=DecisionStatus.COMPUTING.value,
    )
    excluded = models.JSONField(default=list)
    max_winners = models.PositiveSmallIntegerField(null=True)
    cost_fen = models.BigIntegerField(null=True)
    lower_bound_fen = models.BigIntegerField(null=True)
    practice_cost_fen = models.BigIntegerField(null=True)
    apart_cost_fen = models.BigIntegerField(null=True)
    report = models.TextField(blank=True)
    names = models.JSONField(default=dict)
    reason = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=80)
    adopted_at = models.DateTimeField(null=True)
    adopted_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="purchasing_bound_below_cost",
                condition=Q(cost_fen__isnull=True) | Q(lower_bound_fen__lte=F("cost_fen")),
            ),
            models.UniqueConstraint(
                name="purchasing_one_decision_taken",
                fields=("campaign",),
                condition=Q(status=DecisionStatus.ADOPTED.value),
            ),
            models.CheckConstraint(
                name="purchasing_taken_has_a_version",
                condition=Q(status=DecisionStatus.ADOPTED.value, version__isnull=False, adopted_at__isnull=False)
                | ~Q(status=DecisionStatus.ADOPTED.value) & Q(version__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.status}"


class Allotment(models.Model):
    """What one need gets of an article (its own, or its substitute) and what that costs: frozen with the decision.

    `extra` of what is given is beyond what was asked. `pool` units of the article went to its place where `pool_asked`
    were asked for; `spare` filled up packs.
    """

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "decision", "need", "article", "why", "asked", "given", "extra", "amount_fen", "pool", "pool_asked",
         "spare"),
        PRIVATE,
    )  # fmt: skip

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="allotments")
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="allotments")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=12)
    asked = models.PositiveIntegerField()
    given = models.PositiveIntegerField()
    extra = models.PositiveIntegerField()
    amount_fen = models.BigIntegerField()
    pool = models.PositiveIntegerField()
    pool_asked = models.PositiveIntegerField()
    spare = models.PositiveIntegerField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(name="purchasing_one_allotment_a_need", fields=("decision", "need")),
            models.CheckConstraint(
                name="purchasing_nothing_costs_nothing", condition=Q(given__gt=0) | Q(given=0, amount_fen=0)
            ),
        )

    def __str__(self) -> str:
        return f"{self.need_id}: {self.given}"

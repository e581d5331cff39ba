"""A round of buying, the articles of it, who needs how much, and what was decided of each need."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lilian.base.visibility import MEMBERS, PRIVATE
from lilian.purchasing.values import NEED_STATE_NAMES, SOURCE_NAMES, STAGE_NAMES, NeedState


class Campaign(models.Model):
    """`organiser` buys for all and keeps the books; quotes are sealed until `quotes_until`."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "name", "organiser", "stage", "needs_until", "quotes_until", "deposit_permille", "note", "cloned_from",
         "opened_at", "opened_by"),
        MEMBERS,
    )  # fmt: skip

    name = models.CharField(max_length=80)
    organiser = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=12, choices=[(s.value, name) for s, name in STAGE_NAMES.items()])
    needs_until = models.DateTimeField()
    quotes_until = models.DateTimeField()
    deposit_permille = models.PositiveSmallIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)
    cloned_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("-opened_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="purchasing_quotes_open_after_needs_close", condition=Q(quotes_until__gt=F("needs_until"))
            ),
            models.CheckConstraint(name="purchasing_deposit_is_a_part", condition=Q(deposit_permille__lte=1_000)),
        )

    def __str__(self) -> str:
        return self.name


class Article(models.Model):
    """A farm input in a campaign. `tiers`: [from units, fen a unit] as last known, for members to look at."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "campaign", "farm_input", "number", "tiers"), MEMBERS)

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="articles", db_index=False)
    farm_input = models.ForeignKey("catalog.FarmInput", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    tiers = models.JSONField(default=list)

    class Meta:
        ordering = ("campaign_id", "number")
        constraints = (
            models.UniqueConstraint(name="purchasing_one_article_a_number", fields=("campaign", "number")),
            models.UniqueConstraint(name="purchasing_one_article_an_input", fields=("campaign", "farm_input")),
        )

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.number}"


class Need(models.Model):
    """Units of an article somebody wants: `quantity`, gladly up to `most`. `granted` is what counts, once ruled on."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "campaign", "article", "organisation", "source", "state", "at"), MEMBERS
    ) | dict.fromkeys(("household", "quantity", "most", "substitute", "granted", "recorded_by"), PRIVATE)

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="+", db_index=False)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="needs")
    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey("members.Household", null=True, on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField()
    most = models.PositiveIntegerField()
    substitute = models.ForeignKey(Article, null=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=10, choices=[(s.value, name) for s, name in SOURCE_NAMES.items()])
    state = models.CharField(max_length=10, choices=[(s.value, name) for s, name in NEED_STATE_NAMES.items()])
    granted = models.PositiveIntegerField(null=True)
    at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("article__number", "organisation_id", "household_id")
        indexes = (models.Index(fields=("campaign", "organisation"), name="purchasing_need_by_place"),)
        constraints = (
            models.UniqueConstraint(
                name="purchasing_one_need_a_household",
                fields=("article", "household"),
                condition=Q(household__isnull=False),
            ),
            models.UniqueConstraint(
                name="purchasing_one_need_an_organisation",
                fields=("article", "organisation"),
                condition=Q(household__isnull=True),
            ),
            models.CheckConstraint(name="purchasing_need_up_to_more", condition=Q(most__gte=F("quantity"))),
            models.CheckConstraint(
                name="purchasing_substitute_is_another",
                condition=Q(substitute__isnull=True) | ~Q(substitute=F("article")),
            ),
            models.CheckConstraint(
                name="purchasing_granted_when_ruled_on",
                condition=Q(state=NeedState.ASKED.value, granted__isnull=True)
                | ~Q(state=NeedState.ASKED.value) & Q(granted__isnull=False, granted__lte=F("quantity")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.article_id}: {self.quantity}"


class Ruling(models.Model):
    """What a co-operative, a village or the alliance decided of one need, and why; never changed."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "need", "state", "at", "ruled_by"), MEMBERS) | dict.fromkeys(
        ("asked", "granted", "reason"), PRIVATE
    )

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="rulings")
    state = models.CharField(max_length=10, choices=[(s.value, name) for s, name in NEED_STATE_NAMES.items()])
    asked = models.PositiveIntegerField()
    granted = models.PositiveIntegerField()
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    ruled_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="purchasing_a_cut_has_a_reason", condition=Q(granted=F("asked")) | ~Q(reason="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.need_id}: {self.granted}"

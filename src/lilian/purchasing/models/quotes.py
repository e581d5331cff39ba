"""What suppliers bid. Rows never change: a supplier that thinks again bids anew, and the newest counts."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import PRIVATE
from lilian.purchasing.models.campaigns import Article, Campaign
from lilian.purchasing.values import TIERING_NAMES


class Quote(models.Model):
    """One supplier's bid. `basket`: [from fen at list price, parts of 10,000 off]; `freight_to` by organisation code,
    None where it does not deliver; `papers`: [kind, number, valid until]. Sealed until the campaign opens the bids."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "campaign", "supplier", "version", "basket_tiering", "basket", "minimum_fen", "capacity", "order_fen",
         "freight_fen", "freight_to", "papers", "at", "quoted_by", "client_key", "asked"),
        PRIVATE,
    )  # fmt: skip

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="+", db_index=False)
    supplier = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    basket_tiering = models.CharField(max_length=12, choices=[(t.value, name) for t, name in TIERING_NAMES.items()])
    basket = models.JSONField()
    minimum_fen = models.BigIntegerField(default=0)
    capacity = models.PositiveIntegerField(null=True)
    order_fen = models.BigIntegerField(default=0)
    freight_fen = models.BigIntegerField(default=0)
    freight_to = models.JSONField(default=dict)
    papers = models.JSONField(default=list)
    at = models.DateTimeField()
    quoted_by = models.CharField(max_length=80)
    client_key = models.CharField(max_length=120, unique=True)
    asked = models.CharField(max_length=64)

    class Meta:
        ordering = ("campaign_id", "supplier_id", "-version")
        constraints = (
            models.UniqueConstraint(name="purchasing_one_quote_a_version", fields=("campaign", "supplier", "version")),
            models.CheckConstraint(
                name="purchasing_quote_costs_something",
                condition=Q(minimum_fen__gte=0, order_fen__gte=0, freight_fen__gte=0),
            ),
        )

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.supplier_id} v{self.version}"


class QuoteLine(models.Model):
    """A quote's price of one article: `steps` are [from units, fen a unit]."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "quote", "article", "tiering", "steps", "pack", "minimum", "capacity", "brand", "batch", "expires_on"),
        PRIVATE,
    )

    quote = models.ForeignKey(Quote, on_delete=models.PROTECT, related_name="lines", db_index=False)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+")
    tiering = models.CharField(max_length=12, choices=[(t.value, name) for t, name in TIERING_NAMES.items()])
    steps = models.JSONField()
    pack = models.PositiveIntegerField(default=1)
    minimum = models.PositiveIntegerField(default=0)
    capacity = models.PositiveIntegerField(null=True)
    brand = models.CharField(max_length=60, blank=True)
    batch = models.CharField(max_length=40, blank=True)
    expires_on = models.DateField(null=True)

    class Meta:
        ordering = ("quote_id", "article__number")
        constraints = (
            models.UniqueConstraint(name="purchasing_one_price_an_article", fields=("quote", "article")),
            models.CheckConstraint(name="purchasing_pack_holds_something", condition=Q(pack__gt=0)),
        )

    def __str__(self) -> str:
        return f"{self.quote_id}: {self.article_id}"

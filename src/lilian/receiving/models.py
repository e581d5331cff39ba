"""Slips with their samples, slips taken back, posted prices. No row here ever changes."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lilian.base.visibility import MEMBERS, PRIVATE, PUBLIC
from lilian.catalog.values import DEFECT_NAMES
from lilian.receiving.values import NO_CERTIFICATE_NAMES, PRICE_KIND_NAMES, SPRAY_STANDING_NAMES, PriceKind

ONE_SELLER = (
    Q(household__isnull=False, person__isnull=True, seller__isnull=True)
    | Q(household__isnull=True, person__isnull=False, seller__isnull=True)
    | Q(household__isnull=True, person__isnull=True, seller__isnull=False)
)


class PostedPrice(models.Model):
    """Fen per kilogram from a moment on, until the next of the same place, variety and grade; None: posted no more.

    `location` of None is the county's price; a point's own comes before it. `grade` '' is ungraded fruit.
    """

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "location", "variety", "grade", "fen_per_kg", "effective_from"), PUBLIC
    ) | dict.fromkeys(("at", "posted_by"), MEMBERS)

    location = models.ForeignKey("stock.Location", null=True, on_delete=models.PROTECT, related_name="+")
    variety = models.ForeignKey("catalog.Variety", on_delete=models.PROTECT, related_name="+")
    grade = models.CharField(max_length=20, blank=True)
    fen_per_kg = models.PositiveIntegerField(null=True)
    effective_from = models.DateTimeField()
    at = models.DateTimeField()
    posted_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("-effective_from", "-pk")
        indexes = (models.Index(fields=("variety", "grade", "-effective_from"), name="receiving_price_in_force"),)

    def __str__(self) -> str:
        return f"{self.variety_id} {self.grade} {self.fen_per_kg}"


class Slip(models.Model):
    """收果单: fruit weighed and taken over at a collection point; its entry in the goods journal is of the same act.

    Weights in grams, prices in fen per kilogram. `seller_name` is what the seller was called that day; `odd` are
    the things somebody looked at twice; `asked` is SHA-256 over what was asked for.
    """

    VISIBILITY: ClassVar = dict.fromkeys(
        (
            "id", "number", "location", "entry", "lot", "seller", "variety", "grade", "harvest_date", "day",
            "weighed_at", "at", "gross_g", "tare_g", "net_g", "crates", "price_kind", "contract", "spray", "odd",
            "note", "recorded_by", "client_key", "asked",
        ),
        MEMBERS,
    ) | dict.fromkeys(
        ("household", "person", "block", "seller_name", "posted", "fen_per_kg", "amount_fen", "certificate",
         "no_certificate"),
        PRIVATE,
    )  # fmt: skip

    number = models.CharField(max_length=20, unique=True)
    location = models.ForeignKey("stock.Location", on_delete=models.PROTECT, related_name="+", db_index=False)
    entry = models.OneToOneField("stock.Entry", on_delete=models.PROTECT, related_name="+")
    lot = models.OneToOneField("stock.Lot", on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey("members.Household", null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("members.Person", null=True, on_delete=models.PROTECT, related_name="+")
    seller = models.ForeignKey("members.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    seller_name = models.CharField(max_length=80)
    block = models.ForeignKey("members.Place", null=True, on_delete=models.PROTECT, related_name="+")
    variety = models.ForeignKey("catalog.Variety", on_delete=models.PROTECT, related_name="+")
    grade = models.CharField(max_length=20, blank=True)
    harvest_date = models.DateField()
    day = models.DateField()
    weighed_at = models.DateTimeField()
    at = models.DateTimeField()
    gross_g = models.BigIntegerField()
    tare_g = models.BigIntegerField()
    net_g = models.BigIntegerField()
    crates = models.PositiveIntegerField(default=0)
    price_kind = models.CharField(max_length=10, choices=[(k.value, name) for k, name in PRICE_KIND_NAMES.items()])
    contract = models.CharField(max_length=80, blank=True)
    posted = models.ForeignKey(PostedPrice, null=True, on_delete=models.PROTECT, related_name="+")
    fen_per_kg = models.PositiveIntegerField(null=True)
    amount_fen = models.BigIntegerField(null=True)
    certificate = models.CharField(max_length=60, blank=True)
    no_certificate = models.CharField(
        max_length=16, blank=True, choices=[(r.value, name) for r, name in NO_CERTIFICATE_NAMES.items()]
    )
    spray = models.CharField(max_length=10, choices=[(s.value, name) for s, name in SPRAY_STANDING_NAMES.items()])
    odd = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=200, blank=True)
    recorded_by = models.CharField(max_length=80)
    client_key = models.CharField(max_length=120, unique=True)
    asked = models.CharField(max_length=64)

    class Meta:
        ordering = ("-weighed_at", "-pk")
        indexes = (
            models.Index(fields=("location", "-day", "-weighed_at"), name="receiving_slip_by_point"),
            models.Index(fields=("day", "location"), name="receiving_slip_by_day"),
        )
        constraints = (
            models.CheckConstraint(
                name="receiving_net_is_gross_less_tare", condition=Q(net_g=F("gross_g") - F("tare_g"))
            ),
            models.CheckConstraint(name="receiving_slip_weighs", condition=Q(net_g__gt=0, tare_g__gte=0)),
            models.CheckConstraint(name="receiving_picked_before_weighed", condition=Q(harvest_date__lte=F("day"))),
            models.CheckConstraint(name="receiving_one_seller", condition=ONE_SELLER),
            models.CheckConstraint(
                name="receiving_certificate_or_reason",
                condition=Q(no_certificate="") & ~Q(certificate="")
                | Q(certificate="", seller__isnull=True) & ~Q(no_certificate=""),
            ),
            models.CheckConstraint(
                name="receiving_amount_has_a_price",
                condition=Q(fen_per_kg__isnull=True, amount_fen__isnull=True)
                | Q(fen_per_kg__isnull=False, amount_fen__isnull=False),
            ),
            models.CheckConstraint(
                name="receiving_posted_is_priced",
                condition=Q(price_kind=PriceKind.POSTED.value, posted__isnull=False, fen_per_kg__isnull=False)
                | Q(posted__isnull=True) & ~Q(price_kind=PriceKind.POSTED.value),
            ),
        )

    def __str__(self) -> str:
        return self.number


class Sample(models.Model):
    """What was seen of `size` fruit of a slip: soluble solids in 0.1 °Brix, firmness in 0.1 N."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "slip", "size", "brix_tenths", "firmness_tenths_n"), MEMBERS)

    slip = models.OneToOneField(Slip, on_delete=models.PROTECT, related_name="sample")
    size = models.PositiveIntegerField()
    brix_tenths = models.PositiveIntegerField(null=True)
    firmness_tenths_n = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = (models.CheckConstraint(name="receiving_sample_holds_fruit", condition=Q(size__gt=0)),)

    def __str__(self) -> str:
        return f"{self.slip_id}: {self.size}"


class SampleDefect(models.Model):
    """So many fruit of a sample have this defect."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "sample", "defect", "count"), MEMBERS)

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="defects")
    defect = models.CharField(max_length=20, choices=[(d.value, name) for d, name in DEFECT_NAMES.items()])
    count = models.PositiveIntegerField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(name="receiving_one_count_a_defect", fields=("sample", "defect")),
            models.CheckConstraint(name="receiving_defect_was_seen", condition=Q(count__gt=0)),
        )

    def __str__(self) -> str:
        return f"{self.defect} {self.count}"


class SlipVoid(models.Model):
    """A wrong slip taken back: its entry reversed, by whom and why."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "slip", "entry", "reason", "at", "voided_by"), MEMBERS)

    slip = models.OneToOneField(Slip, on_delete=models.PROTECT, related_name="void")
    entry = models.OneToOneField("stock.Entry", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()
    voided_by = models.CharField(max_length=80)

    class Meta:
        constraints = (models.CheckConstraint(name="receiving_void_has_a_reason", condition=~Q(reason="")),)

    def __str__(self) -> str:
        return f"{self.slip_id}: {self.reason}"

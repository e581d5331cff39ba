"""Events, append-only. Times are microseconds since 1970, UTC.

Keys are written by us, `seq` without a gap; as row numbers they are SQLite's own, and save a second tree a table.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Case, F, Q, When

from lilian.base.row_numbers import RowNumber
from lilian.base.visibility import MEMBERS
from lilian.exchange.values import LONGEST_URI, LONGEST_VALUE, LONGEST_WORD


class Context(models.Model):
    """The JSON-LD context of documents: which short name means which namespace."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "digest", "text"), MEMBERS)

    digest = models.CharField(max_length=64, unique=True)
    text = models.TextField()

    def __str__(self) -> str:
        return self.digest[:8]


class Item(models.Model):
    """A thing, kind, lot or place by its one canonical name. `prefix_length`: of its company prefix, 0: unknown."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "uri", "prefix_length"), MEMBERS)

    id = RowNumber(primary_key=True)
    uri = models.CharField(max_length=LONGEST_URI, unique=True)
    prefix_length = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.uri


class Event(models.Model):
    """One event as it was told, and what of it is asked most. `declared_at`: this row takes the event back."""

    VISIBILITY: ClassVar = dict.fromkeys(
        (
            *(
                "seq",
                "event_id",
                "id_key",
                "event_hash",
                "type",
                "action",
                "event_time",
                "zone",
                "record_time",
                "biz_step",
            ),
            *("disposition", "read_point", "biz_location", "declared_at", "capture", "context", "body"),
        ),
        MEMBERS,
    )

    seq = RowNumber(primary_key=True)
    event_id = models.CharField(max_length=LONGEST_URI)
    id_key = models.BigIntegerField()  # of the id, `rules.preparing.id_key`
    event_hash = models.CharField(max_length=100)
    type = models.CharField(max_length=LONGEST_WORD)
    action = models.CharField(max_length=8, blank=True)
    event_time = models.BigIntegerField()
    zone = models.CharField(max_length=6)
    record_time = models.BigIntegerField()
    biz_step = models.CharField(max_length=LONGEST_WORD, blank=True)
    disposition = models.CharField(max_length=LONGEST_WORD, blank=True)
    read_point = models.ForeignKey(
        Item, null=True, on_delete=models.PROTECT, related_name="read", db_index=False, db_constraint=False
    )
    biz_location = models.ForeignKey(
        Item, null=True, on_delete=models.PROTECT, related_name="located", db_index=False, db_constraint=False
    )
    declared_at = models.BigIntegerField(null=True)
    capture = models.ForeignKey(
        "exchange.Capture",
        null=True,
        on_delete=models.PROTECT,
        related_name="events",
        db_index=False,
        db_constraint=False,
    )
    context = models.ForeignKey(Context, on_delete=models.PROTECT, related_name="+", db_index=False)
    body = models.TextField()

    class Meta:
        ordering = ("seq",)
        constraints = (
            models.UniqueConstraint(  # an id is told once; it may be taken back more often
                F("id_key"),
                Case(When(declared_at__isnull=True, then=0), default=F("seq"), output_field=models.BigIntegerField()),
                name="exchange_told_once",
            ),
        )
        indexes = (
            models.Index(fields=("event_time", "seq"), name="exchange_by_time"),
            models.Index(fields=("record_time", "seq"), name="exchange_by_record"),
            models.Index(fields=("type", "event_time", "seq"), name="exchange_by_type"),
            models.Index(fields=("biz_step", "event_time", "seq"), name="exchange_by_step"),
            models.Index(fields=("disposition", "event_time", "seq"), name="exchange_by_disposition"),
            # The step behind the place's order: who asks for both reads the index, not every event of the place.
            models.Index(fields=("biz_location", "event_time", "seq", "biz_step"), name="exchange_at_location"),
            models.Index(fields=("read_point", "event_time", "seq", "biz_step"), name="exchange_at_read_point"),
            models.Index(
                fields=("declared_at", "seq"), name="exchange_declared", condition=Q(declared_at__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return self.event_id


class Sheaf(models.Model):
    """Events that one transaction stored: `count` of them from `first` on. `root`: of the Merkle tree over them.

    Sheaves follow each other without a gap, as events do. Each becomes a leaf of the transparency log.
    """

    VISIBILITY: ClassVar = dict.fromkeys(("id", "first", "count", "root", "capture"), MEMBERS)

    first = models.BigIntegerField(unique=True)
    count = models.PositiveIntegerField()
    root = models.BinaryField()
    capture = models.ForeignKey(
        "exchange.Capture", null=True, on_delete=models.PROTECT, related_name="sheaves", db_constraint=False
    )

    class Meta:
        ordering = ("first",)
        verbose_name_plural = "sheaves"
        constraints = (models.CheckConstraint(name="exchange_no_empty_sheaf", condition=Q(count__gte=1)),)

    def __str__(self) -> str:
        return f"{self.first}+{self.count}"


class EventItem(models.Model):
    """What an event is about, in the order a thing's history is read: the key covers the question."""

    VISIBILITY: ClassVar = dict.fromkeys(("item", "event_time", "event", "role", "quantity", "unit"), MEMBERS)

    pk = models.CompositePrimaryKey("item_id", "event_time", "event_id", "role")
    item = models.ForeignKey(
        Item, on_delete=models.PROTECT, related_name="history", db_index=False, db_constraint=False
    )
    event_time = models.BigIntegerField()
    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="items", db_index=False, db_constraint=False
    )
    role = models.PositiveSmallIntegerField()
    quantity = models.FloatField(null=True)
    unit = models.CharField(max_length=4, blank=True)

    def __str__(self) -> str:
        return f"{self.item_id} {self.role}"


class Mark(models.Model):
    """Something else an event can be found by: a document, a party, a reading, an extension.

    `name` says which, `text` the value; `number` where the value can be compared: in the base unit, times in
    microseconds. `event_time` is its event's: a reading of an hour is found among the readings alone.
    """

    VISIBILITY: ClassVar = dict.fromkeys(("id", "name", "text", "number", "event_time", "event"), MEMBERS)

    id = RowNumber(primary_key=True)
    name = models.CharField(max_length=LONGEST_VALUE)
    text = models.CharField(max_length=LONGEST_URI, blank=True)
    number = models.FloatField(null=True)
    event_time = models.BigIntegerField()
    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="marks", db_index=False, db_constraint=False
    )

    class Meta:
        indexes = (
            models.Index(fields=("name", "text", "event_time", "event"), name="exchange_mark_of_text"),
            models.Index(
                fields=("name", "number", "event_time", "event"),
                name="exchange_mark_of_number",
                condition=Q(number__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.text}"

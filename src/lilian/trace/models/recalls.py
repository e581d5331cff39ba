"""A recall: what it was started by, what it stopped, who was told, how it ended."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import MEMBERS, PRIVATE
from lilian.trace.values import IN_VAIN, OUTCOME_NAMES, START_NAMES, Outcome


class Recall(models.Model):
    """Fruit is called back. `figures` are those of the moment it was stopped; never changed."""

    VISIBILITY: ClassVar = dict.fromkeys(
        (
            "id",
            "kind",
            "code",
            "since",
            "until",
            "shift",
            "reason",
            "figures",
            "at",
            "opened_by",
            "client_key",
        ),
        MEMBERS,
    )

    kind = models.CharField(max_length=10, choices=[(kind.value, name) for kind, name in START_NAMES.items()])
    code = models.CharField(max_length=80)
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    shift = models.CharField(max_length=10, blank=True)
    reason = models.CharField(max_length=200)
    figures = models.JSONField(default=dict)
    at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)
    client_key = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (models.CheckConstraint(name="trace_recall_says_why", condition=~Q(reason="")),)

    def __str__(self) -> str:
        return f"recall {self.pk}"


class RecallLot(models.Model):
    """A lot of the recall; `stopped_now` is false where it was called back before. `in_part`: of its boxes only those
    that are marked one by one, the others were somewhere else while it was suspected.
    """

    VISIBILITY: ClassVar = dict.fromkeys(("id", "recall", "lot", "stopped_now", "in_part"), MEMBERS)

    recall = models.ForeignKey(Recall, on_delete=models.PROTECT, related_name="lots", db_index=False)
    lot = models.ForeignKey("stock.Lot", on_delete=models.PROTECT, related_name="+")
    stopped_now = models.BooleanField()
    in_part = models.BooleanField(default=False)

    class Meta:
        ordering = ("recall_id", "lot_id")
        constraints = (models.UniqueConstraint(name="trace_lot_of_recall_once", fields=("recall", "lot")),)

    def __str__(self) -> str:
        return f"{self.recall_id}: {self.lot_id}"


class Notice(models.Model):
    """What a holder is told: so many boxes of these parcels come back. A member is told on its own page."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "recall", "organisation", "boxes", "net_g", "parcels", "at"), MEMBERS
    ) | (dict.fromkeys(("name", "phone"), PRIVATE))

    recall = models.ForeignKey(Recall, on_delete=models.PROTECT, related_name="notices")
    organisation = models.ForeignKey("members.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    boxes = models.PositiveIntegerField()
    net_g = models.BigIntegerField()
    parcels = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        ordering = ("recall_id", "pk")
        constraints = (
            models.CheckConstraint(
                name="trace_notice_to_somebody", condition=Q(organisation__isnull=False) | ~Q(name="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.recall_id}: {self.boxes} boxes"


class NoticeAnswer(models.Model):
    """The holder was reached, and so many of the boxes were still there."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "notice", "found", "note", "at", "answered_by"), MEMBERS)

    notice = models.OneToOneField(Notice, on_delete=models.PROTECT, related_name="answer")
    found = models.PositiveIntegerField()
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    answered_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.notice_id}: {self.found}"


class CallAttempt(models.Model):
    """A holder was telephoned in vain: who was reached has a `NoticeAnswer` instead. Kept as it was. `new_phone`: the
    number was wrong, and this one is to be called from then on.
    """

    VISIBILITY: ClassVar = dict.fromkeys(("id", "notice", "outcome", "at", "called_by"), MEMBERS) | dict.fromkeys(
        ("note", "new_phone"), PRIVATE
    )

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="calls")
    outcome = models.CharField(max_length=20, choices=[(one.value, OUTCOME_NAMES[one]) for one in IN_VAIN])
    note = models.CharField(max_length=200, blank=True)
    new_phone = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    called_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                name="trace_call_in_vain", condition=Q(outcome__in=sorted(one.value for one in IN_VAIN))
            ),
            models.CheckConstraint(
                name="trace_new_phone_of_a_wrong_one",
                condition=Q(new_phone="") | Q(outcome=Outcome.WRONG_NUMBER.value),
            ),
        )

    def __str__(self) -> str:
        return f"{self.notice_id}: {self.outcome}"


class RecallEnd(models.Model):
    """How the recall ended: the report, and the figures of that moment."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "recall", "report", "figures", "at", "ended_by"), MEMBERS)

    recall = models.OneToOneField(Recall, on_delete=models.PROTECT, related_name="end")
    report = models.TextField()
    figures = models.JSONField(default=dict)
    at = models.DateTimeField()
    ended_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"recall {self.recall_id} ended"

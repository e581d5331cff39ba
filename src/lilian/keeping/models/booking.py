"""Room asked for and promised."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lilian.base.visibility import MEMBERS
from lilian.keeping.values import REQUEST_STATUS_NAMES, RequestStatus


class RoomRequest(models.Model):
    """A member asks for grams of room from `starts_on` until the day before `ends_on`, near a point (WGS-84)."""

    VISIBILITY: ClassVar = dict.fromkeys(
        (
            "id",
            "organisation",
            "variety",
            "weight_g",
            "starts_on",
            "ends_on",
            "lat",
            "lon",
            "note",
            "status",
            "asked_at",
            "asked_by",
            "answered_at",
            "answered_by",
            "answer",
        ),
        MEMBERS,
    )

    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="+")
    variety = models.ForeignKey("catalog.Variety", on_delete=models.PROTECT, related_name="+")
    weight_g = models.BigIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    lat = models.FloatField()
    lon = models.FloatField()
    note = models.CharField(max_length=200, blank=True)
    status = models.CharField(
        max_length=10,
        choices=[(s.value, name) for s, name in REQUEST_STATUS_NAMES.items()],
        default=RequestStatus.ASKED.value,
    )
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=80, blank=True)
    answer = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=("status", "starts_on"), name="keeping_request_open"),)
        constraints = (
            models.CheckConstraint(name="keeping_request_weighs", condition=Q(weight_g__gt=0)),
            models.CheckConstraint(name="keeping_request_days", condition=Q(ends_on__gt=F("starts_on"))),
            models.CheckConstraint(
                name="keeping_request_on_earth", condition=Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180)
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.weight_g} g {self.starts_on}"


class Booking(models.Model):
    """So many grams of a room are somebody's for some days. What was put away under it (`used_g`) is stock by now.

    Triggers keep `RoomDay` by it and refuse what does not fit into the room on one of its days.
    """

    VISIBILITY: ClassVar = dict.fromkeys(
        (
            "id",
            "request",
            "room",
            "organisation",
            "weight_g",
            "used_g",
            "starts_on",
            "ends_on",
            "accepted_at",
            "accepted_by",
            "ended_at",
            "ended_by",
        ),
        MEMBERS,
    )

    request = models.ForeignKey(RoomRequest, on_delete=models.PROTECT, related_name="bookings")
    room = models.ForeignKey("storage.Room", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="+")
    weight_g = models.BigIntegerField()
    used_g = models.BigIntegerField(default=0)
    starts_on = models.DateField()
    ends_on = models.DateField()
    accepted_at = models.DateTimeField()
    accepted_by = models.CharField(max_length=80)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                name="keeping_booking_weighs", condition=Q(weight_g__gt=0, used_g__gte=0, used_g__lte=F("weight_g"))
            ),
            models.CheckConstraint(name="keeping_booking_days", condition=Q(ends_on__gt=F("starts_on"))),
            models.UniqueConstraint(
                name="keeping_one_booking_a_request", fields=("request",), condition=Q(ended_at__isnull=True)
            ),
        )

    def __str__(self) -> str:
        return f"{self.room_id} {self.weight_g} g {self.starts_on}"


class RoomDay(models.Model):
    """What of a room is promised on a day and not yet put away. Written by triggers on bookings only."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "room", "day", "booked_g"), MEMBERS)

    room = models.ForeignKey("storage.Room", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    booked_g = models.BigIntegerField(default=0)

    class Meta:
        ordering = ("room_id", "day")
        constraints = (
            models.UniqueConstraint(name="keeping_one_row_a_room_day", fields=("room", "day")),
            models.CheckConstraint(name="keeping_booked_not_below_zero", condition=Q(booked_g__gte=0)),
        )

    def __str__(self) -> str:
        return f"{self.room_id} {self.day}: {self.booked_g} g"

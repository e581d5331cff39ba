"""Conditions on half-open days."""

from datetime import date

from django.db.models import Q


def in_force(day: date, *, start: str = "starts_on", end: str = "ends_on") -> Q:
    """True of rows whose period holds the day."""
    return Q(**{f"{start}__lte": day}) & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": day}))


def is_member(day: date, prefix: str = "") -> Q:
    return in_force(day, start=f"{prefix}joined_on", end=f"{prefix}left_on")

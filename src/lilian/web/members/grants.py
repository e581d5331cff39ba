"""Grants as lines: to whom or by whom, for what, from when, in force or not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from lilian.members.values import GRANTABLE


@dataclass(frozen=True)
class GrantLine:
    id: int
    other: str
    other_id: int
    what: str
    starts_on: Any
    ends_on: Any
    state: str
    in_force: bool


def grant_lines(grants: Iterable[Any], organisation_id: int, now: datetime) -> tuple[list[GrantLine], list[GrantLine]]:
    """(given, received)."""
    given: list[GrantLine] = []
    received: list[GrantLine] = []
    for grant in grants:
        is_given = grant.giver_id == organisation_id
        (given if is_given else received).append(line(grant, grant.receiver if is_given else grant.giver, now))
    return given, received


def line(grant: Any, other: Any, now: datetime) -> GrantLine:
    state, in_force = state_of(grant, now)
    what = gettext(GRANTABLE.get(grant.permission, grant.permission))
    return GrantLine(grant.pk, other.name, other.pk, what, grant.starts_on, grant.ends_on, state, in_force)


def state_of(grant: Any, now: datetime) -> tuple[str, bool]:
    """Its state in a word, and whether it can be taken back."""
    today = timezone.localdate(now)
    if grant.withdrawn_at is not None and grant.withdrawn_at <= now:
        return gettext("已收回"), False
    if grant.ends_on is not None and grant.ends_on <= today:
        return gettext("已到期"), False
    return (gettext("有效"), True) if grant.starts_on <= today else (gettext("未开始"), True)

"""Holders and moments as the pages, the workbook and the paper of a recall say them."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from lilian.parcels.values import parcel_code

FEW_PARCELS = 4


def holder(row: Any) -> str:
    """The name of who was given notice."""
    return row.organisation.name if row.organisation else row.name


def parcels(row: Any) -> str:
    return gettext("、").join(parcel_code(key) for key in row.parcels[:FEW_PARCELS])


def moment(at: datetime) -> str:
    """`2026-11-27 14:05`, on our clocks."""
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"

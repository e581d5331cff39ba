"""Grades that may stand on a slip or a price: those of the standard in force, or none."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from lilian.catalog import queries as catalog
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid


class UnknownGrade(Invalid):
    code = "receiving.unknown_grade"
    sentence = gettext_noop("现行标准里没有等级“{given}”。")
    remedy = gettext_noop("没有分级的果，等级空着就行。")


def check_grade(grade: str, variety: Any, at: datetime) -> None:
    """:raises UnknownGrade: if the standard in force that day has no such grade"""
    if grade and grade not in {band.grade for band in catalog.standard_on(timezone.localdate(at), variety).bands}:
        raise UnknownGrade(given=grade)

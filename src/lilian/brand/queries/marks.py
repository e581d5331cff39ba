"""Marks, and what each asks of fruit on a day. Both are public knowledge, so no actor is asked for."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from lilian.brand import rules
from lilian.brand.models import LabelKind, Mark, Rules
from lilian.brand.values import Area, RulesDraft
from lilian.catalog import queries as catalog
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import NotFound


class NoRulesYet(NotFound):
    code = "brand.no_rules_yet"
    sentence = gettext_noop("{mark}在 {day} 这一天还没有用标规则。")
    remedy = gettext_noop("请联盟办先发布规则。")


def marks() -> QuerySet[Mark]:
    return Mark.objects.all()


def mark(mark_id: int) -> Mark:
    """:raises NotFound: if there is none"""
    found = Mark.objects.filter(pk=mark_id).first()
    if found is None:
        raise NotFound()
    return found


def rules_of(mark_id: int) -> list[Rules]:
    """All versions, newest first; past ones stay as they were."""
    return list(_whole().filter(mark=mark_id).order_by("-number"))


def rules_on(mark_id: int, day: date) -> Rules:
    """What counts that day.

    :raises NoRulesYet: if none does yet
    """
    found = _whole().filter(mark=mark_id, effective_from__lte=day).order_by("-effective_from").first()
    if found is None:
        raise NoRulesYet(mark=mark(mark_id).name, day=day)
    return found


def report_days(mark_ids: Collection[int]) -> dict[int, int]:
    """The day of the month by which use of each is reported, as its newest rules say."""
    rows = Rules.objects.filter(mark__in=mark_ids).order_by("number")
    return dict.fromkeys(mark_ids, RulesDraft.report_day) | dict(rows.values_list("mark_id", "report_day"))


def kind_for(found: Rules, spec_id: int) -> LabelKind | None:
    """The labels of a specification under these rules; None where its boxes may not bear the mark."""
    return next((kind for kind in found.labels.all() if kind.spec_id == spec_id), None)


def grades_of(found: Rules) -> dict[str, str]:
    """The names of its grades by their codes, light to heavy, as the standard's version has them."""
    allowed = found.grades.strip(",").split(",")
    bands = catalog.version(found.version_id).bands
    return {band.grade: band.name for band in bands if band.grade in allowed}


def as_bearing(found: Rules) -> rules.Bearing:
    return rules.Bearing(
        mark=found.mark.name,
        variety_id=found.variety_id,
        variety=found.variety.name,
        grades=grades_of(found),
        areas={Area(*area) for area in found.areas},
        outside=found.outside,
    )


def _whole() -> QuerySet[Rules]:
    joined = Rules.objects.select_related("mark", "variety", "version__standard")
    return joined.prefetch_related("labels__spec")

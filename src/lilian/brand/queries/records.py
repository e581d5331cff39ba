"""Rules, licences, decisions and issues as the transparency log swears to them. All but who decided is public."""

from collections.abc import Sequence
from datetime import UTC, datetime

from lilian.base.logged import Record
from lilian.brand.models import Decision, Issue, Licence, Rules


def rules_records(keys: Sequence[int]) -> dict[int, Record]:
    rows = Rules.objects.filter(pk__in=keys).select_related("mark").prefetch_related("labels")
    return {row.pk: Record(_rules_said(row)) for row in rows}


def _rules_said(row: Rules) -> dict[str, object]:
    return {
        "mark": row.mark.code,
        "name": row.mark.name,
        "number": row.number,
        "variety_id": row.variety_id,
        "version_id": row.version_id,
        "grades": sorted(row.grades.strip(",").split(",")),
        "areas": sorted(row.areas),
        "labels": sorted([each.spec_id, each.grams, each.per_box] for each in row.labels.all()),
        "outside": row.outside,
        "report_day": row.report_day,
        "from": row.effective_from.isoformat(),
        "source": row.source,
    }


def licence_records(keys: Sequence[int]) -> dict[int, Record]:
    rows = Licence.objects.filter(pk__in=keys).select_related("mark")
    return {row.pk: Record(_licence_said(row), {"note": row.note, "granted_by": row.granted_by}) for row in rows}


def _licence_said(row: Licence) -> dict[str, object]:
    return {
        "mark": row.mark.code,
        "number": row.number,
        "holder": row.holder,
        "credit_code": row.credit_code,
        "from": row.valid_from.isoformat(),
        "until": row.valid_until.isoformat(),
        "at": moment(row.at),
    }


def ruling_records(keys: Sequence[int]) -> dict[int, Record]:
    rows = Decision.objects.filter(pk__in=keys).select_related("licence")
    return {
        row.pk: Record(
            {"licence": row.licence.number, "ruling": row.ruling, "reason": row.reason, "at": moment(row.at)},
            {"ruled_by": row.ruled_by},
        )
        for row in rows
    }


def issue_records(keys: Sequence[int]) -> dict[int, Record]:
    """Which lots stand behind an issue is its holder's business, and its secret the office's."""
    rows = Issue.objects.filter(pk__in=keys).select_related("licence", "kind").prefetch_related("backings")
    return {row.pk: Record(_issue_said(row), _issue_sealed(row)) for row in rows}


def _issue_said(row: Issue) -> dict[str, object]:
    return {
        "licence": row.licence.number,
        "spec_id": row.kind.spec_id,
        "first": row.first,
        "last": row.last,
        "grams": row.grams,
        "at": moment(row.at),
    }


def _issue_sealed(row: Issue) -> dict[str, object]:
    lots = sorted([each.lot_id, each.weight_g] for each in row.backings.all() if each.spent_id is None)
    return {"lots": lots, "secret": row.secret, "issued_by": row.issued_by}


def moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")

"""What anybody may read: a licence by its number, a label by its number, the mark of a box."""

from datetime import date

from django.db.models import Max
from django.utils import timezone

from lilian.brand import rules
from lilian.brand.models import Decision, Issue, Licence, Marked, Rules, Spent
from lilian.brand.queries.licences import last_decisions
from lilian.brand.queries.marks import grades_of
from lilian.brand.queries.uncertified import uncertified, uncertified_g
from lilian.brand.values import (
    BoxMark,
    Fate,
    MarkKind,
    PublicLabel,
    PublicLicence,
    Ruling,
    State,
    label_number,
    serial_in,
    tidied,
)


def public(number: str, day: date | None = None) -> PublicLicence | PublicLabel | None:
    """The licence or the label of this number, as it stands on the day (today if none is given); None if there is
    none: a number that was never issued, or one that was made up."""
    bare, on = tidied(number), day or timezone.localdate()
    found = Licence.objects.select_related("mark").filter(number=bare).first()
    if found is not None:
        return public_licence(found, on)
    serial = serial_in(bare)
    return _label(serial, bare, on) if serial is not None else None


def public_licence(row: Licence, day: date) -> PublicLicence:
    last = last_decisions([row.pk]).get(row.pk)
    state = rules.state(row.valid_from, row.valid_until, Ruling(last.ruling) if last else None, day)
    decided = last if last and state in (State.REVOKED, State.SUSPENDED) else None
    version = _rules(row.mark_id, day)
    return PublicLicence(
        number=row.number,
        mark=row.mark.name,
        kind=MarkKind(row.mark.kind),
        owner=row.mark.owner,
        registration=row.mark.registration,
        holder=row.holder,
        credit_code=row.credit_code,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        state=state,
        reason=decided.reason if decided else "",
        since=decided.at if decided else None,
        varieties=(version.variety.name,) if version else (),
        grades=tuple(grades_of(version).values()) if version else (),
        uncertified=uncertified([row.pk]).get(row.pk, 0),
    )


def _rules(mark_id: int, day: date) -> Rules | None:
    found = Rules.objects.filter(mark=mark_id, effective_from__lte=day).select_related("variety")
    return found.order_by("-effective_from").first()


def _label(serial: int, number: str, day: date) -> PublicLabel | None:
    issue = Issue.objects.select_related("licence__mark", "kind__spec").filter(first__lte=serial, last__gte=serial)
    found = issue.first()
    if found is None or label_number(serial, found.secret) != number:
        return None
    spent = Spent.objects.filter(issue=found, first__lte=serial, last__gte=serial).first()
    return PublicLabel(
        number=number,
        licence=public_licence(found.licence, day),
        issued_at=found.at,
        spec=found.kind.spec.name,
        grams=found.grams,
        fate=Fate(spent.fate) if spent else None,
        at=spent.at if spent else None,
        is_uncertified=found.pk in uncertified_g([found.licence_id]),
    )


def public_of_box(box_id: int, day: date | None = None) -> BoxMark | None:
    """The mark a box bears, with its licence as it stands on the day; None for a box without one."""
    on = day or timezone.localdate()
    found = Marked.objects.select_related("licence__mark", "kind").filter(packing__boxes=box_id)
    row = found.values("pk", "packing__boxes__number").first()
    marked = found.first()
    if row is None or marked is None:
        return None
    first = (row["packing__boxes__number"] - 1) * marked.kind.per_box
    labels = _labels(marked.pk, first, first + marked.kind.per_box)
    issues = {issue.pk: issue.licence_id for issue, _ in labels}
    return BoxMark(
        licence=public_licence(marked.licence, on),
        labels=tuple(label_number(serial, issue.secret) for issue, serial in labels),
        is_uncertified=bool(issues.keys() & uncertified_g(set(issues.values())).keys()),
    )


def _labels(marked_id: int, first: int, end: int) -> list[tuple[Issue, int]]:
    """The labels of a packing from the one counted `first`, from 0, up to `end`, which is left out."""
    rows = Spent.objects.filter(packing=marked_id, from_label__lt=end).select_related("issue").order_by("from_label")
    found = []
    for row in rows:
        at = row.from_label or 0
        places = range(max(first, at), min(end, at + row.last - row.first + 1))
        found += [(row.issue, row.first + place - at) for place in places]
    return found


def last_changes() -> tuple[int, ...]:
    """Grows whenever something is decided about a licence: what was told of boxes before is old."""
    newest = (table.objects.aggregate(newest=Max("pk"))["newest"] for table in (Licence, Decision))
    return tuple(key or 0 for key in newest)

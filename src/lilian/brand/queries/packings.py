"""Packings that bear a mark, and the labels their boxes may still get."""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from lilian.base.actors import Actor
from lilian.brand.models import Issue, Marked, Spent
from lilian.brand.queries.counts import LENGTH, free_numbers
from lilian.brand.queries.licences import licences
from lilian.brand.values import MarkedCard, total
from lilian.packing import queries as packing
from lilian.packing.values import batch_code


def marked(packing_id: int) -> Marked | None:
    """Under which licence a packing's boxes bear a mark; None for a packing without one."""
    return Marked.objects.select_related("licence__mark", "kind").filter(packing=packing_id).first()


def marked_packings(packing_ids: Collection[int]) -> dict[int, Marked]:
    """The same of several; one without a mark is missing."""
    rows = Marked.objects.select_related("licence__mark", "kind").filter(packing__in=packing_ids)
    return {row.packing_id: row for row in rows}


def packings(actor: Actor, *, licence_id: int | None = None) -> QuerySet[Marked]:
    """Those of organisations reached, newest first."""
    found = Marked.objects.filter(licence__in=licences(actor).values("pk")).select_related(
        "licence__mark", "kind__spec"
    )
    return found if licence_id is None else found.filter(licence=licence_id)


def packing_cards(found: Iterable[Marked]) -> list[MarkedCard]:
    """What is shown of each, in their order; two queries however many."""
    rows = list(found)
    spent = Spent.objects.filter(packing__in=[row.pk for row in rows]).order_by().values_list("packing_id")
    labels = dict(spent.annotate(count=LENGTH))
    boxes = packing.last_numbers([row.packing_id for row in rows])
    return [_card(row, boxes.get(row.packing_id, 0), labels.get(row.pk, 0)) for row in rows]


def _card(row: Marked, boxes: int, labels: int) -> MarkedCard:
    return MarkedCard(
        packing_id=row.packing_id,
        batch=batch_code(row.packing_id),
        licence_id=row.licence_id,
        licence=row.licence.number,
        spec_id=row.kind.spec_id,
        spec=row.kind.spec.name,
        at=row.at,
        boxes=boxes,
        labels=labels,
    )


def issues_for(row: Marked) -> list[Issue]:
    """Issues whose labels its boxes may bear, oldest first: the holder's of this kind, under earlier licences too."""
    found = Issue.objects.filter(
        licence__mark=row.licence.mark_id,
        licence__organisation=row.licence.organisation_id,
        kind__spec=row.kind.spec_id,
        grams=row.kind.grams,
    )
    return list(found.order_by("pk"))


def labels_left(row: Marked) -> int:
    return total(list(free_numbers(issues_for(row))))

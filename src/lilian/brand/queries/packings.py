"""Packings that bear a mark, and the labels their boxes may still get."""

from collections.abc import Collection

from lilian.brand.models import Issue, Marked
from lilian.brand.queries.counts import free_numbers
from lilian.brand.values import total


def marked(packing_id: int) -> Marked | None:
    """Under which licence a packing's boxes bear a mark; None for a packing without one."""
    return Marked.objects.select_related("licence__mark", "kind").filter(packing=packing_id).first()


def marked_packings(packing_ids: Collection[int]) -> dict[int, Marked]:
    """The same of several; one without a mark is missing."""
    rows = Marked.objects.select_related("licence__mark", "kind").filter(packing__in=packing_ids)
    return {row.packing_id: row for row in rows}


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

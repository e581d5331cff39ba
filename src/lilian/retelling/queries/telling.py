"""What of our own was told, and by which event."""

from collections import defaultdict
from collections.abc import Collection

from lilian.retelling.models import Party, Progress, Retold
from lilian.retelling.values import About


def progress(*, locked: bool = False) -> int:
    """The number of the last audit event whose events are told; `locked`: nobody else's until the transaction ends."""
    rows = Progress.objects.select_for_update() if locked else Progress.objects
    return rows.filter(pk=1).values_list("number", flat=True).first() or 0


def of_entries(entry_ids: Collection[int]) -> dict[int, list[int]]:
    """The events of these entries, by entry, in their order."""
    found = defaultdict[int, list[int]](list)
    told = Retold.objects.filter(about=About.ENTRY.value, ref__in=entry_ids).order_by("number", "part")
    for ref, seq in told.values_list("ref", "pk"):
        found[ref].append(seq)
    return found


def own(seqs: Collection[int]) -> set[int]:
    """Which of these events of the exchange are our own."""
    return set(Retold.objects.filter(pk__in=seqs).values_list("pk", flat=True))


def parties(seqs: Collection[int]) -> dict[int, frozenset[int]]:
    """Who takes part in these events of ours."""
    found: dict[int, set[int]] = {seq: set() for seq in seqs}
    for seq, organisation_id in Party.objects.filter(seq__in=seqs).values_list("seq", "organisation_id"):
        found[seq].add(organisation_id)
    return {seq: frozenset(some) for seq, some in found.items()}

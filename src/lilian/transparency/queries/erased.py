"""Entries of the log by their number, and those that were erased."""

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.transparency.models import Erasure, Leaf
from lilian.transparency.values import Erased, LogEntry


def log_entry(actor: Actor, seq: int) -> LogEntry:
    """:raises NotFound: if the log has no such entry"""
    actor.must("transparency.see")
    leaf = Leaf.objects.select_related("event", "erasure").filter(seq=seq).first()
    if leaf is None:
        raise NotFound()
    return _told(leaf)


def erased(actor: Actor, *, most: int = 50) -> list[Erased]:
    """The last ones first."""
    actor.must("transparency.see")
    rows = Erasure.objects.select_related("leaf__event", "leaf__erasure").order_by("-pk")[:most]
    return [Erased(_told(row.leaf), row.reason, row.erased_by) for row in rows]


def is_erased(kind: str, ref: int) -> bool:
    """Whether nobody can show any more what this row's entry swore to; that is no secret."""
    return Erasure.objects.filter(leaf__kind=kind, leaf__ref=ref).exists()


def _told(leaf: Leaf) -> LogEntry:
    erasure = getattr(leaf, "erasure", None)
    return LogEntry(leaf.seq, leaf.kind, leaf.ref, leaf.event.at, erasure.at if erasure else None)

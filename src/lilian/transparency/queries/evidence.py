"""A record with what shows that it is the one that was logged."""

from collections.abc import Collection, Iterator, Sequence
from functools import cache

from lilian.base import plain_sql
from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.tlog import merkle
from lilian.tlog.canonical import canonical
from lilian.tlog.proofs import Proof
from lilian.transparency import rules
from lilian.transparency.models import Checkpoint, Leaf, Salt
from lilian.transparency.queries import kinds, tree
from lilian.transparency.values import Evidence, Unsealed

AT_ONCE = 500
INDICES = "SELECT leaf.ref, leaf.seq FROM transparency_leaf AS leaf WHERE leaf.kind = %s AND leaf.ref IN ({keys})"


def indices(kind: str, refs: Collection[int]) -> dict[int, int]:
    """Row of a kind -> its index in the log; one that is not there yet is missing."""
    return dict(plain_sql.rows(INDICES, kind, plain_sql.keys(refs)))


def proved(kind: str, refs: Sequence[int]) -> Iterator[tuple[int, Evidence]]:
    """What anybody may see of these rows, with its proof to one checkpoint, in their order; one that no checkpoint
    covers yet, or that was erased, is left out. The tree's tiles are read once for all of them."""
    point = covering(0)
    if point is None:
        return
    hashes, note = cache(tree.ranges(point.size)), full_note(point)
    witnesses = tuple(one.witness.name for one in point.cosignatures.all())
    for some in (refs[start : start + AT_ONCE] for start in range(0, len(refs), AT_ONCE)):
        salts = Salt.objects.filter(leaf__kind=kind, leaf__ref__in=some, leaf__seq__lt=point.size)
        records = kinds.records_of([(kind, ref) for ref in some])
        for salt in salts.select_related("leaf").order_by("leaf__seq"):
            leaf, secret, record = salt.leaf, bytes(salt.secret), records[kind, salt.leaf.ref]
            path = tuple(merkle.inclusion_proof(leaf.seq, point.size, hashes))
            yield (
                leaf.ref,
                Evidence(
                    index=leaf.seq,
                    record=rules.record_bytes(record.said, record.sealed, secret),
                    salt=rules.salt(secret, "record"),
                    entry=bytes(leaf.entry),
                    proof=str(Proof(leaf.seq, path, note, carried(bytes(leaf.entry), secret))),
                    signed_at=point.at,
                    witnesses=witnesses,
                ),
            )


def evidence(kind: str, ref: int) -> Evidence | None:
    """What anybody may see of the row `ref` of a registered kind (a goods entry: `goods_entry` and its number).

    None where it is not in the log yet, or was erased; its `proof` is "" until the next checkpoint. Nobody is asked
    who they are: a record's public part is public.
    """
    salt = Salt.objects.filter(leaf__kind=kind, leaf__ref=ref).select_related("leaf").first()
    if salt is None:
        return None
    leaf, secret = salt.leaf, bytes(salt.secret)
    record = kinds.records_of([(kind, ref)])[kind, ref]
    point = covering(leaf.seq)
    return Evidence(
        index=leaf.seq,
        record=rules.record_bytes(record.said, record.sealed, secret),
        salt=rules.salt(secret, "record"),
        entry=bytes(leaf.entry),
        proof=str(proof(leaf.seq, point, carried(bytes(leaf.entry), secret))) if point else "",
        signed_at=point.at if point else None,
        witnesses=tuple(one.witness.name for one in point.cosignatures.all()) if point else (),
    )


def unsealed(actor: Actor, kind: str, ref: int) -> Unsealed:
    """What the public part keeps back.

    :raises NotFound: if it is not in the log, was erased, or keeps nothing back
    """
    actor.must("transparency.unseal")
    found = opened(kind, ref)
    if found is None:
        raise NotFound()
    return found


def opened(kind: str, ref: int) -> Unsealed | None:
    """The same for whom the caller has found to be entitled to this row; None where there is nothing to open."""
    salt = Salt.objects.filter(leaf__kind=kind, leaf__ref=ref).first()
    record = kinds.records_of([(kind, ref)]).get((kind, ref))
    if salt is None or record is None or not record.sealed:
        return None
    return Unsealed(canonical(dict(record.sealed)), rules.salt(bytes(salt.secret), "sealed"))


def proof_of(seq: int) -> str:
    """The proof file of a leaf.

    :raises NotFound: if there is no such leaf, or no checkpoint covers it yet
    """
    point = covering(seq) if Leaf.objects.filter(seq=seq).exists() else None
    if point is None:
        raise NotFound()
    return str(proof(seq, point))


def covering(seq: int) -> Checkpoint | None:
    """The newest checkpoint over this leaf that a witness cosigned; if there is none, the newest."""
    over = Checkpoint.objects.filter(size__gt=seq).order_by("-pk").prefetch_related("cosignatures__witness")
    return over.filter(cosignatures__isnull=False).first() or over.first()


def proof(seq: int, point: Checkpoint, extra: bytes = b"") -> Proof:
    path = merkle.inclusion_proof(seq, point.size, tree.ranges(point.size))
    return Proof(seq, tuple(path), full_note(point), extra)


def carried(entry: bytes, secret: bytes) -> bytes:
    """What a proof file says beside the proof, so that it and the record's bytes are all one needs."""
    return canonical({"entry": entry.decode(), "salt": rules.salt(secret, "record").hex()})


def full_note(point: Checkpoint) -> str:
    """The checkpoint with the lines of its witnesses."""
    return point.note + "".join(one.line for one in point.cosignatures.all())

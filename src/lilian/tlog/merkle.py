"""The Merkle tree of RFC 6962 §2.1 over SHA-256: hashes, proofs, and what checks them.

A proof is made from `range_hash(low, high)`, the hash of the leaves from `low` up to, not with, `high`. Only ranges
that begin at a multiple of their largest power of two are asked for, so a store of whole subtrees answers in O(log n).
"""

import hashlib
from collections.abc import Callable, Sequence

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256().digest()

RangeHash = Callable[[int, int], bytes]


class ProofWrong(Exception):
    """The proof does not show what it is said to show."""


def leaf_hash(entry: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def split(width: int) -> int:
    """The largest power of two below `width`, which is at least 2."""
    return 1 << (width - 1).bit_length() - 1


def folded(hashes: Sequence[bytes]) -> bytes:
    """The root over a power of two of neighbours of one level."""
    level = hashes
    while len(level) > 1:
        level = [node_hash(left, right) for left, right in zip(level[::2], level[1::2], strict=True)]
    return level[0]


def root(hashes: Sequence[bytes]) -> bytes:
    """The root over any number of leaves, at least one: what is left over at the end of a level goes up as it is."""
    level = hashes
    while len(level) > 1:
        left_over = level[-1:] if len(level) % 2 else ()
        level = [*(node_hash(left, right) for left, right in zip(level[::2], level[1::2], strict=False)), *left_over]
    return level[0]


def over(subtree: Callable[[int, int], bytes]) -> RangeHash:
    """Hashes of ranges out of `subtree(level, index)`, the whole subtree of 2**level leaves that is its `index`-th."""

    def range_hash(low: int, high: int) -> bytes:
        width = high - low
        if width == 0:
            return EMPTY_ROOT
        if width & width - 1 == 0:
            level = width.bit_length() - 1
            return subtree(level, low >> level)
        middle = low + split(width)
        return node_hash(range_hash(low, middle), range_hash(middle, high))

    return range_hash


def inclusion_proof(index: int, size: int, range_hash: RangeHash) -> list[bytes]:
    """PATH(index, D[size]), from the leaf's sibling up to a child of the root (§2.1.1).

    :raises ValueError: if there is no such leaf
    """
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    path, low, high = [], 0, size
    while high - low > 1:
        middle = low + split(high - low)
        if index < middle:
            path.append(range_hash(middle, high))
            high = middle
        else:
            path.append(range_hash(low, middle))
            low = middle
    return path[::-1]


def consistency_proof(old: int, new: int, range_hash: RangeHash) -> list[bytes]:
    """PROOF(old, D[new]) (§2.1.2); empty from nothing, and from a tree to itself.

    :raises ValueError: if the older tree is the larger
    """
    if not 0 <= old <= new:
        raise ValueError(f"no tree of {old} in a tree of {new}")
    if old in (0, new):
        return []
    path, low, high, whole = [], 0, new, True  # whole: the old tree is a subtree that stands on its own
    while old < high:
        middle = low + split(high - low)
        if old <= middle:
            path.append(range_hash(middle, high))
            high = middle
        else:
            path.append(range_hash(low, middle))
            low, whole = middle, False
    return ([] if whole else [range_hash(low, high)]) + path[::-1]


def check_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> None:
    """:raises ProofWrong: unless the leaf with this hash stands at `index` in the tree with this root"""
    if not 0 <= index < size:
        raise ProofWrong(f"no leaf {index} in a tree of {size}")
    inner = (index ^ (size - 1)).bit_length()
    border = (index >> inner).bit_count()
    if len(proof) != inner + border:
        raise ProofWrong(f"a path of {inner + border} hashes, not of {len(proof)}")
    found = leaf
    for level, other in enumerate(proof):
        left = level >= inner or index >> level & 1
        found = node_hash(other, found) if left else node_hash(found, other)
    if found != root:
        raise ProofWrong("the leaf is not in this tree")


def check_consistency(old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]) -> None:
    """:raises ProofWrong: unless the newer tree begins with all of the older"""
    if old > new:
        raise ProofWrong(f"the tree of {new} is smaller than that of {old}")
    if old in (0, new):
        if proof or (old_root != new_root if old == new else old_root != EMPTY_ROOT):
            raise ProofWrong("not the same tree" if old == new else "not the empty tree")
        return
    _check_grown(old, old_root, new, new_root, list(proof))


def _check_grown(old: int, old_root: bytes, new: int, new_root: bytes, proof: list[bytes]) -> None:
    """RFC 9162 §2.1.4.2: both roots come out of one path."""
    path = [old_root, *proof] if old & old - 1 == 0 else proof
    if not path:
        raise ProofWrong("no path")
    first, second = old - 1, new - 1
    while first & 1:
        first, second = first >> 1, second >> 1
    old_found = new_found = path[0]
    for other in path[1:]:
        if second == 0:
            raise ProofWrong("the path is too long")
        if first & 1 or first == second:
            old_found, new_found = node_hash(other, old_found), node_hash(other, new_found)
            while first and not first & 1:
                first, second = first >> 1, second >> 1
        else:
            new_found = node_hash(new_found, other)
        first, second = first >> 1, second >> 1
    if second or (old_found, new_found) != (old_root, new_root):
        raise ProofWrong("the newer tree does not begin with the older")

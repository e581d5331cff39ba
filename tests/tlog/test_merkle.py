"""The tree: vectors of the reference implementation of RFC 6962, and all against a tree written leaf by leaf."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lilian.tlog import merkle
from lilian.tlog.merkle import ProofWrong
from tests.tlog import naive
from tests.tlog.growing import Log

# certificate-transparency, merkletree tests: eight inputs, the roots of the first one, two … eight of them.
INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
A, B, C = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7", ROOTS[0], ROOTS[1]
D = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
E = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
F = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
G = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
H = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
INCLUSION = {(0, 1): [], (0, 8): [A, D, E], (5, 8): [F, G, ROOTS[3]], (2, 3): [C], (1, 5): [B, D, F]}
CONSISTENCY = {(1, 1): [], (1, 8): [A, D, E], (6, 8): [H, G, ROOTS[3]], (2, 5): [D, F]}

HASHES = st.binary(min_size=32, max_size=32)


def reference(size: int) -> Log:
    log = Log()
    log.append([bytes.fromhex(text) for text in INPUTS[:size]])
    return log


def grown_to(size: int) -> Log:
    log = Log()
    log.append(naive.entries(size))
    return log


def test_the_empty_tree_has_the_hash_of_nothing():
    assert Log().ranges(0, 0).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize("size", range(1, 9))
def test_the_reference_roots(size):
    assert reference(size).ranges(0, size).hex() == ROOTS[size - 1]


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_the_reference_inclusion_proofs_both_ways(index, size):
    proof = merkle.inclusion_proof(index, size, reference(size).ranges)
    assert [one.hex() for one in proof] == INCLUSION[index, size]
    leaf = merkle.leaf_hash(bytes.fromhex(INPUTS[index]))
    merkle.check_inclusion(index, size, leaf, proof, bytes.fromhex(ROOTS[size - 1]))


@pytest.mark.parametrize(("old", "new"), CONSISTENCY)
def test_the_reference_consistency_proofs_both_ways(old, new):
    proof = merkle.consistency_proof(old, new, reference(new).ranges)
    assert [one.hex() for one in proof] == CONSISTENCY[old, new]
    merkle.check_consistency(old, bytes.fromhex(ROOTS[old - 1]), new, bytes.fromhex(ROOTS[new - 1]), proof)


@given(st.integers(1, 700), st.data())
@settings(max_examples=40, deadline=None)
def test_a_tree_in_tiles_proves_what_the_plain_one_does(size, data):
    log, entries = grown_to(size), naive.entries(size)
    root = naive.root(entries)
    assert log.ranges(0, size) == root
    index = data.draw(st.integers(0, size - 1))
    path = merkle.inclusion_proof(index, size, log.ranges)
    assert path == naive.path(index, entries)
    merkle.check_inclusion(index, size, merkle.leaf_hash(entries[index]), path, root)
    old = data.draw(st.integers(1, size))
    proof = merkle.consistency_proof(old, size, log.ranges)
    assert proof == naive.proof(old, entries)
    merkle.check_consistency(old, naive.root(entries[:old]), size, root, proof)


@given(st.integers(2, 300), st.data())
@settings(max_examples=60, deadline=None)
def test_no_other_leaf_place_or_path_is_taken_for_the_proof(size, data):
    log, entries = grown_to(size), naive.entries(size)
    root, index = naive.root(entries), data.draw(st.integers(0, size - 1))
    path, leaf = merkle.inclusion_proof(index, size, log.ranges), merkle.leaf_hash(entries[index])
    place = data.draw(st.integers(0, len(path) - 1))
    other = data.draw(st.integers(0, size - 1).filter(lambda number: number != index))
    wrong = [
        (index, size, data.draw(HASHES), path, root),
        (other, size, leaf, path, root),
        (index, size, leaf, [*path[:place], data.draw(HASHES), *path[place + 1 :]], root),
        (index, size, leaf, path[:-1], root),
        (index, size, leaf, [*path, data.draw(HASHES)], root),
        (index, size, leaf, path, data.draw(HASHES)),
        (size, size, leaf, path, root),
    ]
    for case in wrong:
        with pytest.raises(ProofWrong):
            merkle.check_inclusion(*case)


@pytest.mark.slow
@given(st.integers(2, 300), st.data())
@settings(max_examples=60, deadline=None)
def test_a_rewritten_log_is_consistent_with_no_older_tree(size, data):
    entries = naive.entries(size)
    old = data.draw(st.integers(1, size))
    before = naive.root(entries[:old])
    changed = data.draw(st.integers(0, old - 1))
    rewritten = Log()
    rewritten.append([*entries[:changed], b"another", *entries[changed + 1 :]])
    proof = merkle.consistency_proof(old, size, rewritten.ranges)
    with pytest.raises(ProofWrong):
        merkle.check_consistency(old, before, size, rewritten.ranges(0, size), proof)
    for short in ([proof[:-1]] if proof else []) + [[*proof, b"\0" * 32]]:
        with pytest.raises(ProofWrong):
            merkle.check_consistency(old, before, size, naive.root(entries), short)


def test_a_smaller_tree_is_no_continuation():
    with pytest.raises(ProofWrong):
        merkle.check_consistency(3, naive.root(naive.entries(3)), 2, naive.root(naive.entries(2)), [])


def test_there_is_no_proof_beyond_the_tree():
    with pytest.raises(ValueError):
        merkle.inclusion_proof(3, 3, grown_to(3).ranges)
    with pytest.raises(ValueError):
        merkle.consistency_proof(4, 3, grown_to(3).ranges)

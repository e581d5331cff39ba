"""Signed notes, checkpoints, cosignatures, proof files: published examples both ways, and every damage refused."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lilian.tlog import checkpoints, cosignatures, notes
from lilian.tlog.canonical import NotCanonical, canonical
from lilian.tlog.checkpoints import Checkpoint
from lilian.tlog.notes import COSIGNATURE, Note, NoteWrong, SigningKey, VerifierKey
from lilian.tlog.proofs import Proof

# golang.org/x/mod/sumdb/note, its example key and note.
NEUMANN = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
NEUMANNS = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SAID = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
SIGNED = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
# C2SP signed-note, its example.
FOO = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
FOOS = (
    "This is an example message.\n\n— example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
# C2SP tlog-cosignature, its example.
SOFA = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+"
    "zyWE+xeMcTOAYQ8=\n— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3"
    "b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
)
KEY = SigningKey("lilian.example/log", b"k" * 32)
WITNESS = SigningKey("bureau.example/w1", b"w" * 32, COSIGNATURE)
TREE = Checkpoint("lilian.example/log", 3, b"r" * 32)
AT = datetime(2026, 11, 27, 1, 2, 3, tzinfo=UTC)


def test_the_go_example_note_is_signed_to_the_byte():
    assert notes.signed(SAID, SigningKey.parsed(NEUMANN)) == SAID + "\n" + SIGNED
    assert str(SigningKey.parsed(NEUMANN)) == NEUMANN
    assert str(SigningKey.parsed(NEUMANN).verifier) == NEUMANNS


@pytest.mark.parametrize(("note", "key"), [(SAID + "\n" + SIGNED, NEUMANNS), (FOOS, FOO)])
def test_published_notes_open_with_their_keys(note, key):
    assert notes.opened(note, [VerifierKey.parsed(key)]).text == note.rpartition("\n\n")[0] + "\n"


def test_the_example_checkpoint_of_the_standard_reads_back():
    note = Note.parsed(SOFA)
    found = Checkpoint.parsed(note.text)
    assert (found.origin, found.size, str(found)) == ("example.com/behind-the-sofa", 20852163, note.text)
    witness = note.signatures[1]
    seconds = int.from_bytes(witness.signature[:8])
    assert (witness.name, seconds, len(witness.signature)) == ("witness.example.com/w1", 1679315147, 72)


def test_the_message_of_a_cosignature_is_that_of_the_standard():
    text = Note.parsed(SOFA).text
    assert cosignatures.message(text, 1679315147) == f"cosignature/v1\ntime 1679315147\n{text}".encode()


def test_keys_of_unknown_names_are_passed_over_and_known_ones_must_hold():
    note = TREE.signed(KEY)
    stranger = SigningKey(KEY.name, b"s" * 32).verifier
    assert checkpoints.opened(note, [stranger, KEY.verifier]) == TREE
    with pytest.raises(NoteWrong):
        checkpoints.opened(note, [stranger])
    bad = note.replace("\n3\n", "\n4\n")
    with pytest.raises(NoteWrong):
        checkpoints.opened(bad, [KEY.verifier])


def test_a_checkpoint_of_another_origin_is_not_taken_with_our_key():
    foreign = Checkpoint("other.example/log", 3, b"r" * 32).signed(KEY)
    with pytest.raises(NoteWrong):
        checkpoints.opened(foreign, [KEY.verifier])


@given(st.integers(0), st.binary(min_size=1, max_size=1))
def test_a_changed_byte_opens_nowhere(place, byte):
    raw = TREE.signed(KEY).encode()
    place %= len(raw)
    changed = raw[:place] + byte + raw[place + 1 :]
    if changed != raw:
        with pytest.raises(NoteWrong):
            checkpoints.opened(changed, [KEY.verifier])


@pytest.mark.parametrize(
    "text",
    ["", "a\n", "a\n1\n", "a\n01\nAAAA\n", "a\n-1\n" + "A" * 43 + "=\n", "\n1\n" + "A" * 43 + "=\n",
     "a\n1\n" + "A" * 43 + "=\n\n", "a\n1\n" + "A" * 43 + "=", "a\n١\n" + "A" * 43 + "=\n",
     "a\n1\n" + "A" * 43 + "B\n"],
)  # fmt: skip
def test_what_is_no_checkpoint(text):
    with pytest.raises(NoteWrong):
        Checkpoint.parsed(text)


def test_extension_lines_are_kept():
    text = "a\n1\n" + "A" * 43 + "=\nmore\nand more\n"
    assert Checkpoint.parsed(text).more == ("more", "and more")


@pytest.mark.parametrize(
    "key", ["", "a+b", NEUMANNS.replace("c74f", "c74e"), NEUMANNS.replace("ARpc", "ARpd"), "+" * 5]
)
def test_what_is_no_verifier_key(key):
    with pytest.raises(NoteWrong):
        VerifierKey.parsed(key)


def test_a_signing_key_does_not_show_itself():
    assert "PRIVATE" not in repr(KEY)
    with pytest.raises(NoteWrong):
        SigningKey.parsed(str(KEY).replace("PRIVATE", "PUBLIC"))


def test_a_witness_is_read_with_its_time_and_a_false_one_is_refused():
    note = TREE.signed(KEY)
    seen = cosignatures.seen_by(Note.parsed(note + cosignatures.cosigned(note, WITNESS, at=AT)), [WITNESS.verifier])
    assert [(one.key, one.at) for one in seen] == [(WITNESS.verifier, AT)]
    other = TREE.signed(SigningKey(KEY.name, b"s" * 32)).replace("\n3\n", "\n4\n")
    moved = other + cosignatures.cosigned(note, WITNESS, at=AT)
    with pytest.raises(NoteWrong):
        cosignatures.seen_by(Note.parsed(moved), [WITNESS.verifier])


def test_a_cosignature_is_not_a_signature_of_the_log():
    line = cosignatures.cosigned(TREE.signed(KEY), WITNESS, at=AT)
    note = str(TREE) + "\n" + line
    with pytest.raises(NoteWrong):
        notes.opened(note, [WITNESS.verifier])


@given(st.integers(0, 2**40), st.lists(st.binary(min_size=32, max_size=32), max_size=40), st.binary(max_size=40))
def test_a_proof_file_reads_back(index, path, extra):
    proof = Proof(index, tuple(path), TREE.signed(KEY), extra)
    assert Proof.parsed(str(proof)) == proof


@pytest.mark.parametrize(
    "text", ["", "c2sp.org/tlog-proof@v2\nindex 0\n\n", "c2sp.org/tlog-proof@v1\nindex 01\n\n",
             "c2sp.org/tlog-proof@v1\n\n", "c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\n"],
)  # fmt: skip
def test_what_is_no_proof_file(text):
    with pytest.raises(NoteWrong):
        Proof.parsed(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(alphabet=st.characters(max_codepoint=127)), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(JSON)
def test_canonical_json_sorts_names_and_leaves_no_space(value):
    plain = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert canonical(value) == plain.encode()


def test_canonical_json_writes_the_example_strings_of_rfc_8785():
    given = {"string": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/", "literals": [None, True, False]}
    written = b'{"literals":[null,true,false],"string":"\xe2\x82\xac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    assert canonical(given) == written


@pytest.mark.parametrize("value", [1.0, 2**53, {"é": 1}, {1: 2}, b"x", "\ud800", [float("nan")], {"a": {"b": 0.1}}])
def test_what_is_read_differently_somewhere_is_not_written(value):
    with pytest.raises(NotCanonical):
        canonical(value)

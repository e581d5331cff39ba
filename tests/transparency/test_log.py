"""What is committed gets into the log, in its order and without a gap; what is signed never contradicts itself."""

import json
from base64 import b64encode
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from django.apps import apps
from django.db import Error, connection, transaction
from django.db.models import Model

from lilian.base import audit, logged
from lilian.catalog import actions as catalog
from lilian.catalog.values import Band
from lilian.kernel.refusal import AlreadyDone, NotAllowed, NotFound
from lilian.tlog import checkpoints, merkle
from lilian.tlog.notes import ED25519, SigningKey, VerifierKey
from lilian.tlog.proofs import Proof
from lilian.transparency import actions, queries
from lilian.transparency.actions import key_file, sequencing
from lilian.transparency.models import Checkpoint, Leaf, Tile
from lilian.transparency.queries import tree
from lilian.transparency.values import CHAIN
from tests.ops.together import broken
from tests.transparency.county import HOUR, NOW, County, continues, signatures


def kinds() -> list[str]:
    return list(Leaf.objects.order_by("seq").values_list("kind", flat=True))


def test_every_entry_of_the_goods_journal_is_a_leaf_in_the_order_it_was_posted(county: County) -> None:
    county.receives(3)
    assert actions.sequence(now=NOW) == 4
    assert kinds() == ["goods_entry"] * 3 + ["log_key"]
    assert actions.sequence(now=NOW) == 0
    assert broken("log") == []


def test_a_leaf_says_when_and_what_kind_and_nothing_of_what_was_said(county: County) -> None:
    county.receives()
    actions.sequence(now=NOW)
    entry = json.loads(bytes(Leaf.objects.get(seq=0).entry))
    assert set(entry) == {"at", "body", "id", "kind", "seq", "tenant", "v"}
    assert (entry["seq"], entry["kind"], entry["v"], entry["at"]) == (
        0,
        "goods_entry",
        1,
        "2026-09-18T04:00:00.000000Z",
    )
    assert len(entry["body"]) == 64


def test_a_published_standard_is_a_leaf_with_its_whole_table(county: County) -> None:
    standard = catalog.add_standard(actor=county.lin, code="玉", name="玉露香梨", variety_id=None, now=NOW)
    bands = [Band("first", "一级", 0, None)]
    version = catalog.publish_version(
        actor=county.lin, standard_id=standard, effective_from=date(2026, 10, 1), source="县标", bands=bands, now=NOW
    )
    county.signs()
    found = queries.evidence("standard", version)
    assert found is not None
    assert json.loads(found.record)["bands"] == [{"grade": "first", "high_g": None, "low_g": 0, "name": "一级"}]


def test_what_a_record_shows_names_nobody_and_weighs_nothing(county: County) -> None:
    county.receives()
    county.signs()
    found = queries.evidence("goods_entry", Leaf.objects.get(seq=0).ref)
    assert found is not None
    shown = json.loads(found.record)
    assert set(shown) == {"entry", "kind", "day", "lots", "sealed"}
    assert set(shown["lots"][0]) == {"lot", "variety", "grade", "maker", "made_on", "harvest_date", "from"}


def test_those_entitled_see_what_is_sealed_and_it_fits(county: County) -> None:
    county.receives()
    county.signs()
    ref = Leaf.objects.get(seq=0).ref
    shown, hidden = queries.evidence("goods_entry", ref), queries.unsealed(county.lin, "goods_entry", ref)
    assert shown is not None
    digest = merkle.hashlib.sha256(hidden.salt + hidden.sealed).hexdigest()
    assert json.loads(shown.record)["sealed"] == digest
    assert json.loads(hidden.sealed)["lines"]
    with pytest.raises(NotAllowed):
        queries.unsealed(county.mei, "goods_entry", ref)
    with pytest.raises(NotFound):
        queries.unsealed(county.lin, "goods_entry", 10**9)


def test_a_record_is_proved_with_its_salt_and_the_key_alone(county: County) -> None:
    county.receives(2)
    county.signs()
    ref = Leaf.objects.get(seq=1).ref
    found = queries.evidence("goods_entry", ref)
    assert found is not None
    proof = Proof.parsed(found.proof)
    point = checkpoints.opened(proof.checkpoint, county.keys())
    merkle.check_inclusion(proof.index, point.size, merkle.leaf_hash(found.entry), proof.path, point.root)
    assert json.loads(found.entry)["body"] == merkle.hashlib.sha256(found.salt + found.record).hexdigest()


def test_a_record_waits_for_its_checkpoint_and_one_that_is_not_there_has_none(county: County) -> None:
    county.receives()
    actions.sequence(now=NOW)
    found = queries.evidence("goods_entry", Leaf.objects.get(seq=0).ref)
    assert found is not None
    assert (found.proof, found.signed_at) == ("", None)
    assert queries.evidence("goods_entry", 10**9) is None
    with pytest.raises(NotFound):
        queries.proof_of(0)


def test_the_end_of_the_audit_chain_stands_before_each_checkpoint(county: County) -> None:
    county.receives()
    size = county.signs()
    last = json.loads(bytes(Leaf.objects.get(seq=size - 1).entry))
    assert (last["kind"], last["digest"]) == (CHAIN, audit.hashes([last["id"]])[last["id"]])


def test_an_event_that_makes_no_leaf_is_passed_over_once(county: County) -> None:
    county.receives()
    county.signs()
    assert sequencing.waiting(most=1) == []
    assert county.signs(NOW + HOUR) == queries.size()


def test_batches_make_the_same_tree_as_one_go(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sequencing, "BATCH", 2)
    county.receives(5)
    assert actions.sequence(now=NOW) == 6
    assert tree.root(6) == merkle.over(lambda level, index: whole(level, index))(0, 6)
    assert broken("log") == []


def whole(level: int, index: int) -> bytes:
    low = index << level
    return merkle.folded([merkle.leaf_hash(entry) for entry in queries.entries(low, low + (1 << level))])


@pytest.mark.slow
def test_many_leaves_fill_tiles_and_each_is_proved(county: County) -> None:
    county.receives(1)
    actions.sequence(now=NOW)
    told = sequencing.Told(Leaf.objects.get(seq=0).event_id, ("standard", 0), NOW)
    with_kind = logged.REGISTERED["standard"]
    fake = logged.Kind("standard", with_kind.event, lambda keys: {key: logged.Record({"n": key}) for key in keys})
    logged.REGISTERED["standard"] = fake
    try:
        many = [told._replace(row=("standard", number)) for number in range(1, 70_001)]
        for low in range(0, len(many), 9_999):
            sequencing.append(many[low : low + 9_999], size=queries.size(), draw=lambda count: bytes(count))
    finally:
        logged.REGISTERED["standard"] = with_kind
    _known_to_have_grown(Leaf)
    size = queries.size()
    assert Tile.objects.filter(level=0).count() == size // 256
    assert Tile.objects.filter(level=1).count() == 1
    for seq in (0, 255, 256, 65_535, 65_536, size - 1):
        path = merkle.inclusion_proof(seq, size, tree.ranges(size))
        merkle.check_inclusion(seq, size, merkle.leaf_hash(queries.entries(seq, seq + 1)[0]), path, tree.root(size))
    path = merkle.consistency_proof(65_536, size, tree.ranges(size))
    merkle.check_consistency(65_536, tree.root(65_536), size, tree.root(size), path)


def _known_to_have_grown(model: type[Model]) -> None:
    """As a server's own vacuum tells PostgreSQL within a minute.

    A connection that checked references when the table held one page goes on reading all of it for each.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {model._meta.db_table}")


def test_each_checkpoint_continues_the_one_before(county: County) -> None:
    notes = []
    for hour in range(4):
        county.receives(hour + 1)
        county.signs(NOW + hour * HOUR)
        notes.append(county.note())
    for older, newer in pairwise(notes):
        continues(older, newer, county.keys())
    assert broken("log") == []


def test_the_hourly_checkpoint_is_signed_once_an_hour(county: County) -> None:
    county.receives()
    actions.sequence(now=NOW)
    assert actions.sign_if_due(now=NOW) > 0
    assert actions.sign_if_due(now=NOW + HOUR / 2) == 0
    assert actions.sign_if_due(now=NOW + HOUR) > 0
    assert Checkpoint.objects.count() == 2


def test_before_anything_was_done_nothing_is_signed(db: None) -> None:
    assert (actions.sequence(now=NOW), actions.sign_if_due(now=NOW)) == (0, 0)
    assert not key_file.folder().exists()


def test_the_key_is_a_file_nobody_else_reads_and_not_in_the_database(county: County) -> None:
    county.receives()
    county.signs()
    path = key_file.folder() / key_file.KEY
    assert path.stat().st_mode & 0o777 == 0o600
    key = key_file.kept()
    assert key
    assert "LogKey" in tables_with(key.verifier.public)
    assert tables_with(key.seed) == set()
    path.chmod(0o640)
    with pytest.raises(actions.KeyReadable):
        county.signs(NOW + HOUR)


def tables_with(data: bytes) -> set[str]:
    """The tables in which it stands, as it is, in hexadecimal, or in base64 behind a key's byte for its kind."""
    forms = (data, data.hex().encode(), b64encode(data), b64encode(bytes([ED25519]) + data))
    return {
        model.__name__
        for model in apps.get_models()
        for row in model._default_manager.values_list()
        if any(form in plain(value) for form in forms for value in row)
    }


def plain(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def test_members_keep_the_checkpoints_as_files(county: County) -> None:
    county.receives()
    county.signs()
    (path,) = (key_file.folder() / key_file.SIGNED).glob("*.txt")
    assert path.read_text() == county.note()


def test_a_machine_without_the_key_does_not_sign(county: County) -> None:
    county.receives()
    county.signs()
    (key_file.folder() / key_file.KEY).unlink()
    with pytest.raises(actions.NoKeyHere):
        county.signs(NOW + HOUR)
    assert actions.sign_if_due(now=NOW + HOUR) == 0


def test_a_retired_key_does_not_sign(county: County) -> None:
    county.receives()
    county.signs()
    old = (key_file.folder() / key_file.KEY).read_text()
    actions.rotate(actor=county.lin, now=NOW + HOUR)
    key_file.keep(SigningKey.parsed(old))
    county.receives()
    with pytest.raises(actions.KeyNotOurs):
        county.signs(NOW + 2 * HOUR)


def test_a_rotation_is_told_by_both_keys_and_stands_in_the_log(county: County) -> None:
    county.receives()
    county.signs()
    before, old = county.note(), county.keys()
    vkey = actions.rotate(actor=county.lin, now=NOW + HOUR)
    after = county.note()
    continues(before, after, old)
    continues(before, after, [VerifierKey.parsed(vkey), *old])
    assert len(signatures(after)) == 2
    county.receives()
    county.signs(NOW + 2 * HOUR)
    assert len(signatures(county.note())) == 1
    checkpoints.opened(county.note(), [VerifierKey.parsed(vkey)])
    assert kinds().count("log_key") == 2
    assert broken("log") == []


def test_a_rotation_killed_before_it_signs_is_finished_by_the_next_checkpoint(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    county.receives()
    county.signs()
    with monkeypatch.context() as patch:
        patch.setattr("lilian.transparency.actions.signing.sign", lambda **said: 0)
        vkey = actions.rotate(actor=county.lin, now=NOW + HOUR)
    assert actions.sign_if_due(now=NOW + HOUR) > 0
    assert len(signatures(county.note())) == 2
    assert str(key_file.kept().verifier) == vkey  # type: ignore[union-attr]
    assert key_file.kept(key_file.NEXT) is None


def test_erasing_leaves_the_log_verifiable_and_the_record_nobodys(county: County) -> None:
    county.receives(2)
    county.signs()
    before, ref = county.note(), Leaf.objects.get(seq=0).ref
    assert actions.erase(actor=county.lin, kind="goods_entry", ref=ref, reason="本人要求", now=NOW) == 0
    assert queries.evidence("goods_entry", ref) is None
    county.signs(NOW + HOUR)
    continues(before, county.note(), county.keys())
    assert "erasure" in kinds()
    assert broken("log") == []


@pytest.mark.parametrize("reason", ["", "  "])
def test_nothing_is_erased_without_a_reason_a_right_or_twice(county: County, reason: str) -> None:
    county.receives()
    county.signs()
    said = {"kind": "goods_entry", "ref": Leaf.objects.get(seq=0).ref, "now": NOW}
    with pytest.raises(actions.NoReason):
        actions.erase(actor=county.lin, reason=reason, **said)
    with pytest.raises(NotAllowed):
        actions.erase(actor=county.mei, reason="x", **said)
    actions.erase(actor=county.lin, reason="x", **said)
    with pytest.raises(AlreadyDone):
        actions.erase(actor=county.lin, reason="x", **said)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE transparency_leaf SET ref = 9",
        "DELETE FROM transparency_leaf",
        "DELETE FROM transparency_salt",
        "UPDATE transparency_salt SET leaf_id = 1",
        "UPDATE transparency_checkpoint SET size = 1",
        "DELETE FROM transparency_logkey",
    ],
)
def test_the_database_keeps_what_was_logged(county: County, statement: str) -> None:
    county.receives(2)
    county.signs()
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_only_the_office_signs_and_changes(county: County) -> None:
    county.receives()
    for act in (actions.sign, actions.rotate, actions.begin_anew):
        with pytest.raises(NotAllowed):
            act(actor=county.mei, now=NOW)


def test_something_unsigned_for_two_hours_is_late(county: County) -> None:
    county.receives()
    assert not queries.is_late(NOW + HOUR)
    assert queries.is_late(NOW + 3 * HOUR)
    county.signs()
    assert not queries.is_late(NOW + 3 * HOUR)
    assert queries.waits().count == 0


def test_times_are_those_of_the_acts(county: County) -> None:
    county.receives()
    county.signs(datetime(2026, 9, 18, 9, tzinfo=UTC))
    point = queries.latest()
    assert point is not None
    assert (point.at.hour, point.size) == (9, queries.size())

"""Somebody rewrites the past: each way is reported, by `lilian verify` or, where the database fits together again, by
whoever kept a checkpoint: a witness, or a member with `lilian-verify`."""

from pathlib import Path

import pytest
from django.db import connection

from lilian.cli.witness_folder import Folder
from lilian.cli.witness_log import Log
from lilian.tlog import lilian_verify, witnessing
from lilian.tlog.notes import VerifierKey
from lilian.tlog.witnessing import LogWentBack
from lilian.transparency import actions, queries
from lilian.transparency.actions import key_file
from lilian.transparency.models import Leaf
from tests.ops.tampering import tampered, triggers_off
from tests.ops.together import broken
from tests.transparency.county import BUREAU, HOUR, NOW, County


@pytest.fixture
def signed(county: County) -> County:
    """Three loads, a checkpoint that the bureau cosigned."""
    county.receives(3)
    county.signs()
    county.witnessed()
    return county


def told(module: str, *statements: str) -> list[str]:
    """What `lilian verify` says of the log after somebody with the database password did this."""
    for statement in statements:
        tampered(module, statement)
    return broken("log")


def test_nothing_is_reported_of_an_honest_log(signed: County) -> None:
    assert broken("log") == []


def test_a_byte_of_an_entry_of_the_journal_is_changed(signed: County) -> None:
    ref = Leaf.objects.get(seq=1).ref
    assert told("stock", f"UPDATE stock_entry SET note = 'x' WHERE id = {ref}") == [
        f"log: goods_entry {ref} is not what entry 1 swears to"
    ]


def test_a_weight_is_changed_with_every_digest_beside_it(signed: County) -> None:
    ref = Leaf.objects.get(seq=0).ref
    said = told("stock", f"UPDATE stock_line SET weight_g = weight_g * 2 WHERE entry_id = {ref}")
    assert f"log: goods_entry {ref} is not what entry 0 swears to" in said


def test_a_byte_of_a_leaf_is_changed(signed: County) -> None:
    entry = bytes(Leaf.objects.get(seq=2).entry)
    changed = entry.replace(b"2026-", b"2025-")
    with triggers_off("transparency"), connection.cursor() as cursor:
        cursor.execute("UPDATE transparency_leaf SET entry = %s WHERE seq = 2", [changed])
    assert broken("log") == [f"log: the tree does not begin with the checkpoint of {queries.size()}"]


def test_two_entries_are_swapped_whole(signed: County) -> None:
    one, two = (bytes(Leaf.objects.get(seq=seq).entry) for seq in (0, 1))
    with triggers_off("transparency"), connection.cursor() as cursor:
        cursor.execute("UPDATE transparency_leaf SET entry = %s WHERE seq = 0", [two])
        cursor.execute("UPDATE transparency_leaf SET entry = %s WHERE seq = 1", [one])
    said = broken("log")
    assert {"log: entry 0 says it is another", "log: entry 1 says it is another"} <= set(said)
    assert any("the tree does not begin with the checkpoint" in line for line in said)


def test_the_newest_entry_of_the_log_is_deleted(signed: County) -> None:
    size = queries.size()
    said = told(
        "transparency",
        f"DELETE FROM transparency_salt WHERE leaf_id = {size - 1}",
        f"DELETE FROM transparency_leaf WHERE seq = {size - 1}",
    )
    assert f"log: checkpoint of {size} entries, and there are {size - 1}" in said


def test_a_row_of_the_journal_is_deleted(signed: County) -> None:
    ref = Leaf.objects.get(seq=2).ref
    with triggers_off("stock"), connection.cursor() as cursor:
        lots = f"SELECT id FROM stock_lot WHERE born_id = {ref}"
        for table in ("share", "owning", "balance"):
            cursor.execute(f"DELETE FROM stock_{table} WHERE lot_id IN ({lots})")
        cursor.execute(f"DELETE FROM stock_lot WHERE born_id = {ref}")
        cursor.execute(f"DELETE FROM stock_line WHERE entry_id = {ref}")
        cursor.execute(f"DELETE FROM stock_entry WHERE id = {ref}")
        said = broken("log")
    assert f"log: goods_entry {ref} of entry 2 is gone" in said


def test_a_row_is_taken_out_of_the_log_and_the_rest_closed_up(signed: County) -> None:
    """With the salt gone and the audit chain as it was, the telling and the log no longer go in step."""
    said = told(
        "transparency",
        "DELETE FROM transparency_salt WHERE leaf_id = 1",
        "DELETE FROM transparency_leaf WHERE seq = 1",
    )
    assert "log: entry 1 is missing" in said


def test_a_salt_is_deleted_to_hide_a_change(signed: County) -> None:
    said = told("transparency", "DELETE FROM transparency_salt WHERE leaf_id = 1")
    assert said == ["log: the salt of entry 1 is gone, and nobody asked for that"]


def test_a_checkpoint_is_written_that_nobody_signed(signed: County) -> None:
    said = told("transparency", "UPDATE transparency_checkpoint SET size = size - 1")
    assert any("is not what was signed" in line for line in said)


def test_a_cosignature_is_made_up(signed: County) -> None:
    said = told("transparency", "UPDATE transparency_cosignature SET line = replace(line, 'A', 'B')")
    assert len(said) == 1
    assert said[0].startswith("log: checkpoint of")


def rewritten(county: County) -> None:
    """The operator, with the right key: everything of the log is thrown away and made anew over another past."""
    with triggers_off("stock"), connection.cursor() as cursor:
        cursor.execute("UPDATE stock_entry SET note = 'never happened'")
    with triggers_off("transparency"), connection.cursor() as cursor:
        for table in ("cosignature", "checkpoint", "salt", "erasure", "leaf", "tile"):
            cursor.execute(f"DELETE FROM transparency_{table}")
    for path in (key_file.folder() / key_file.SIGNED).glob("*.txt"):
        path.unlink()
    county.signs(NOW + HOUR)


class Member:
    """Somebody outside with a folder: saved checkpoints, the program from the site, the address of the log."""

    def __init__(self, folder: Path, county: County) -> None:
        self.kept, self.log, self.county = folder / "kept", folder / "log", county
        self.kept.mkdir()
        self.save()

    def save(self) -> None:
        (self.kept / f"{queries.size():09}.txt").write_text(self.county.note(), encoding="utf-8")

    def finds(self, *more: str) -> int:
        queries.export(self.log)
        return lilian_verify.main(["log", str(self.kept), str(self.log), "--key", str(self.county.keys()[0]), *more])


@pytest.fixture
def member(tmp_path: Path, signed: County) -> Member:
    return Member(tmp_path, signed)


@pytest.mark.slow
def test_a_member_sees_that_an_honest_log_continues_what_it_kept(signed: County, member: Member) -> None:
    assert member.finds("--witness", str(BUREAU.verifier)) == 0
    signed.receives(600)
    signed.signs(NOW + HOUR)
    assert member.finds() == 0
    member.save()
    assert member.finds() == 0


def test_a_log_without_the_witness_it_should_have_is_not_taken(
    signed: County, member: Member, capsys: pytest.CaptureFixture[str]
) -> None:
    signed.receives()
    signed.signs(NOW + HOUR)
    assert member.finds("--witness", str(BUREAU.verifier)) == 1
    assert "0 of your witnesses have cosigned, 1 must" in capsys.readouterr().err


def test_a_past_signed_anew_by_the_operator_is_seen_by_who_kept_a_checkpoint(
    signed: County, member: Member, capsys: pytest.CaptureFixture[str]
) -> None:
    rewritten(signed)
    assert broken("log") == []  # inside, everything fits together: that is why somebody outside must look
    assert member.finds() == 1
    assert "the log was rewritten since" in capsys.readouterr().err


def test_a_witness_does_not_sign_a_rewritten_past(signed: County, tmp_path: Path) -> None:
    before = signed.note()
    rewritten(signed)
    with pytest.raises(LogWentBack):
        witnessing.looked_at(signed.note(), before, signed.keys(), reader(signed))


def reader(county: County) -> witnessing.ReadTile:
    size = queries.latest().size  # type: ignore[union-attr]
    return lambda level, number: queries.tile(level, number, max(0, min(256, (size >> 8 * level) - number * 256)))


def put_back(county: County, size: int) -> None:
    """The database as it was at an older checkpoint; the folder with the key stays."""
    with triggers_off("transparency"), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM transparency_checkpoint WHERE size > {size}")
        cursor.execute(f"DELETE FROM transparency_salt WHERE leaf_id >= {size}")
        cursor.execute(f"DELETE FROM transparency_leaf WHERE seq >= {size}")


def test_a_database_put_back_from_an_old_copy_signs_nothing(signed: County, member: Member) -> None:
    old = queries.size()
    signed.receives(20)
    signed.signs(NOW + HOUR)
    member.save()
    put_back(signed, old)
    with pytest.raises(actions.LogRewound):
        signed.signs(NOW + 2 * HOUR)
    assert actions.sign_if_due(now=NOW + 9 * HOUR) == 0
    assert actions.is_rewound()


def test_an_old_copy_that_is_served_is_seen_by_who_kept_a_newer_checkpoint(
    signed: County, member: Member, capsys: pytest.CaptureFixture[str]
) -> None:
    old = queries.size()
    signed.receives(20)
    signed.signs(NOW + HOUR)
    member.save()
    put_back(signed, old)
    assert member.finds() == 1
    assert "entries were taken away" in capsys.readouterr().err


def test_after_an_old_copy_the_log_goes_on_under_another_name(signed: County, member: Member) -> None:
    old = queries.size()
    signed.receives(2)
    signed.signs(NOW + HOUR)
    put_back(signed, old)
    vkey = actions.begin_anew(actor=signed.lin, now=NOW + 2 * HOUR)
    assert VerifierKey.parsed(vkey).name.endswith("/log/2")
    assert signed.note().startswith(VerifierKey.parsed(vkey).name)
    assert broken("log") == []
    with pytest.raises(actions.NotRewound):
        actions.begin_anew(actor=signed.lin, now=NOW + 3 * HOUR)


def record_files(tmp_path: Path, seq: int = 1) -> tuple[str, str]:
    found = queries.evidence("goods_entry", Leaf.objects.get(seq=seq).ref)
    assert found is not None
    record, proof = tmp_path / "record.json", tmp_path / "record.tlog-proof"
    record.write_bytes(found.record)
    proof.write_text(found.proof, encoding="utf-8")
    return str(record), str(proof)


def test_a_record_is_checked_offline_with_its_witness(
    signed: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trust = ["--key", str(signed.keys()[0]), "--witness", str(BUREAU.verifier)]
    assert lilian_verify.main(["record", *record_files(tmp_path), *trust]) == 0
    said = capsys.readouterr().out
    assert "genuine: entry 1 of" in said
    assert "cosigned by bureau.example/witness, 2026-09-18 04:00 UTC" in said


@pytest.mark.parametrize("file", [0, 1])
def test_any_byte_of_a_record_or_its_proof_that_is_changed_is_found(signed: County, tmp_path: Path, file: int) -> None:
    files = record_files(tmp_path)
    path, trust = Path(files[file]), ["--key", str(signed.keys()[0]), "--witness", str(BUREAU.verifier)]
    whole = path.read_bytes()
    for place in range(0, len(whole) - 1, 23):
        changed = bytes([whole[place] ^ 1])
        path.write_bytes(whole[:place] + changed + whole[place + 1 :])
        assert lilian_verify.main(["record", *files, *trust]) == 1, place


def test_another_key_than_the_one_that_is_trusted_opens_nothing(signed: County, tmp_path: Path) -> None:
    stranger = VerifierKey(signed.keys()[0].name, b"\x07" * 32)
    assert lilian_verify.main(["record", *record_files(tmp_path), "--key", str(stranger)]) == 1


def test_a_folder_of_a_witness_keeps_what_contradicts(signed: County, tmp_path: Path) -> None:
    kept = Folder(tmp_path / "witness")
    kept.begin("coop.example/witness")
    kept.keep(signed.note())
    rewritten(signed)
    where = kept.keep_conflict(signed.note())
    assert kept.seen(signed.note()) in where.read_text()  # type: ignore[operator]
    assert (tmp_path / "witness" / "key").stat().st_mode & 0o777 == 0o600
    assert Log("ftp://x", lambda path, body: b"x").checkpoint() == "x"

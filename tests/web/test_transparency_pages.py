"""The log's pages, and the log itself over plain HTTP as somebody outside meets it."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lilian.cli.witness_folder import Folder
from lilian.cli.witness_log import Log, NotReached
from lilian.tlog import lilian_verify, tiles, witnessing
from lilian.tlog.notes import COSIGNATURE, SigningKey
from lilian.transparency import actions, queries
from lilian.transparency.models import Leaf, Submission
from lilian.transparency.values import Silence
from lilian.web.transparency.front import alarm_todos, late_todos
from tests.again import again
from tests.members.cast import NOW, SYSTEM, Cast, the_cast
from tests.ops.together import broken
from tests.transparency.county import HOUR, County, continues, the_county
from tests.web.pages import sentence, signed_in

BUREAU = SigningKey("bureau.example/w", b"w" * 32, COSIGNATURE)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> None:
    settings.LOG_FOLDER = tmp_path / "log"


@pytest.fixture
def cast(db: None) -> Cast:
    return again(the_cast)


@pytest.fixture
def county(db: None) -> County:
    return again(the_county)


@pytest.fixture
def signed(county: County) -> County:
    """Three loads, and a checkpoint over them."""
    county.receives(3)
    county.signs(NOW)
    return county


def answered(path: str, body: bytes | None) -> bytes:
    """The site as a witness's computer asks it."""
    client, address = Client(), f"/log/{path}"
    said = client.get(address) if body is None else client.post(address, body, content_type="text/plain")
    if said.status_code >= 400:
        raise NotReached(f"{path}: {said.status_code}")
    return said.content


def test_anybody_reads_what_the_log_is_and_takes_a_checkpoint_home(signed: County) -> None:
    page = Client().get("/log/")
    assert "怎么做到改不了？" in page.text
    assert queries.log_keys()[0].vkey in page.text
    point = queries.latest()
    assert point is not None
    kept = Client().get(f"/log/checkpoints/{point.pk}.txt")
    assert (kept.content.decode(), kept["Content-Disposition"]) == (
        point.note,
        f'attachment; filename="{point.size:012}.txt"',
    )


def test_before_the_first_checkpoint_the_page_says_what_will_be_here(db: None) -> None:
    assert "还没有存证点" in Client().get("/log/").text
    assert Client().get("/log/checkpoint").status_code == 404


def test_the_log_is_served_at_the_paths_of_c2sp_and_may_be_kept(signed: County) -> None:
    size = queries.size()
    tile = Client().get(f"/log/tile/0/000.p/{size}")
    bundle = Client().get(f"/log/tile/entries/000.p/{size}")
    assert len(tile.content) == 32 * size
    assert tiles.entries_in(bundle.content) == queries.entries(0, size)
    for answer in (tile, bundle):
        assert "immutable" in answer["Cache-Control"]
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert not answer.cookies


@pytest.mark.parametrize(
    "path",
    ["tile/0/000", "tile/0/001", "tile/00/000.p/1", "tile/64/000.p/1", "tile/0/000.p/0", "tile/0/x000",
     "tile/1/000.p/1", "tile/0/000.p/255", "tile/entries/000", "proof/99.tlog-proof", "checkpoints/99.txt"],
)  # fmt: skip
def test_what_is_not_in_the_signed_tree_is_not_there(signed: County, path: str) -> None:
    assert Client().get(f"/log/{path}").status_code == 404


def test_what_is_not_signed_yet_is_not_shown(signed: County) -> None:
    size = queries.size()
    signed.receives()
    actions.sequence(now=NOW)
    assert queries.size() > size
    assert Client().get(f"/log/tile/0/000.p/{queries.size()}").status_code == 404


def test_the_log_names_nobody(signed: County) -> None:
    whole = answered(f"tile/entries/000.p/{queries.size()}", None).decode(errors="replace")
    assert "office" not in whole
    assert "GUO" not in whole


def test_a_proof_is_a_file(signed: County) -> None:
    assert Client().get("/log/proof/0.tlog-proof").text.startswith("c2sp.org/tlog-proof@v1\nindex 0\n")


def test_the_verifier_is_a_file_that_imports_nothing_of_ours(db: None) -> None:
    source = Client().get("/log/lilian-verify.py").text
    assert source == Path(lilian_verify.__file__).read_text(encoding="utf-8")
    assert source.count("\n") < 200
    assert "lilian." not in "".join(line for line in source.splitlines() if "import" in line)


def test_a_witness_looks_signs_and_is_named(signed: County, cast: Cast, tmp_path: Path) -> None:
    actions.add_witness(actor=SYSTEM, name="农业农村局", vkey=str(BUREAU.verifier), now=NOW)
    site, kept = Log("", answered), Folder(tmp_path / "witness")
    kept.begin("x")
    keys = signed.keys()
    for hour in range(2):
        note = site.checkpoint()
        witnessing.looked_at(note, kept.seen(note), keys, site.reader(note))
        kept.keep(note)
        assert site.send(witnessing.cosigned(note, BUREAU, at=NOW)) == "1 new"
        assert site.send(witnessing.cosigned(note, BUREAU, at=NOW)) == "0 new"
        signed.receives()
        actions.sign(actor=SYSTEM, now=NOW + (hour + 1) * HOUR)
    assert "农业农村局" in Client().get("/log/").text


@pytest.mark.parametrize("body", [b"", b"\xff", b"nonsense", b"a\n1\nAAAA\n\n\xe2\x80\x94 x AAAAAAAA\n"])
def test_a_word_of_nobody_we_know_is_not_taken(signed: County, body: bytes) -> None:
    answer = Client().post("/log/cosign", body, content_type="text/plain")
    assert answer.status_code == 400
    assert Client().get("/log/cosign").status_code == 405


def test_a_word_of_a_witness_that_ended_is_not_taken(signed: County) -> None:
    pk = actions.add_witness(actor=SYSTEM, name="局", vkey=str(BUREAU.verifier), now=NOW)
    actions.end_witness(actor=SYSTEM, witness_id=pk, now=NOW)
    note = answered("checkpoint", None).decode()
    with pytest.raises(NotReached):
        answered("cosign", witnessing.cosigned(note, BUREAU, at=NOW).encode())


def test_a_record_is_offered_for_checking_with_keys_and_proof(signed: County) -> None:
    found = queries.offered("goods_entry", Leaf.objects.get(seq=0).ref)
    assert found is not None
    assert set(found["said"]) == {"record", "proof", "keys", "witnesses"}
    assert json.loads(found["said"]["record"])["entry"] == Leaf.objects.get(seq=0).ref
    assert queries.offered("goods_entry", 10**9) is None


def test_saved_files_are_checked_without_being_sent(signed: County) -> None:
    page = Client().get("/log/check/").text
    assert "不会传给我们" in page
    assert "<form" not in page.partition("data-verify")[2].partition("</section>")[0]


def test_the_office_sees_how_the_log_stands_and_signs(cast: Cast, signed: County) -> None:
    office = signed_in(cast, "lin")
    assert "还没有见证方。" in office.get("/log/state/").text
    before = queries.size()
    assert office.post("/log/sign/").status_code == 302
    assert queries.size() > before


def test_signing_where_there_is_no_key_is_refused_in_words(cast: Cast) -> None:
    answer = signed_in(cast, "lin").post("/log/sign/")
    assert (answer.status_code, "没有存证日志的私钥" in sentence(answer)) == (409, True)


def test_the_office_erases_an_entry_once_and_the_log_stays_verifiable(cast: Cast, signed: County) -> None:
    office, before, ref = signed_in(cast, "lin"), signed.note(), Leaf.objects.get(seq=1).ref
    assert "/log/erased/" in office.get("/log/state/").text
    assert office.get("/log/erased/", {"seq": 1})["Location"] == "/log/erased/1/"
    page = office.get("/log/erased/1/").text
    assert "货物账" in page
    assert office.post("/log/erased/1/", {"reason": "本人书面要求"}).status_code == 422  # not said to be understood
    said = {"reason": "本人书面要求", "understood": "on"}
    assert office.post("/log/erased/1/", said).status_code == 302
    assert "本人书面要求" in office.get("/log/erased/").text
    assert office.post("/log/erased/1/", said).status_code == 409
    assert (queries.evidence("goods_entry", ref), queries.is_erased("goods_entry", ref)) == (None, True)
    actions.sign(actor=SYSTEM, now=NOW + HOUR)
    continues(before, signed.note(), signed.keys())
    assert broken("log") == []


def test_what_is_not_there_or_the_logs_own_is_not_erased(cast: Cast, signed: County) -> None:
    office, chain = signed_in(cast, "lin"), Leaf.objects.get(kind="chain").seq
    assert "日志里没有这一条" in office.get("/log/erased/", {"seq": 99}).text
    assert office.get("/log/erased/99/").status_code == 404
    answer = office.post(f"/log/erased/{chain}/", {"reason": "x", "understood": "on"})
    assert (answer.status_code, "日志自己记的" in sentence(answer)) == (409, True)


@pytest.mark.parametrize("path", ["/log/state/", "/log/witnesses/add/", "/log/erased/", "/log/erased/0/"])
def test_a_stranger_is_led_to_sign_in_and_a_grower_has_no_right(cast: Cast, path: str) -> None:
    assert Client().get(path).status_code == 302
    assert signed_in(cast, "mei").get(path).status_code == 403


def test_signing_and_ending_are_asked_for_by_post(cast: Cast) -> None:
    for path in ("/log/sign/", "/log/witnesses/1/end/"):
        assert signed_in(cast, "lin").get(path).status_code == 405


def test_the_office_registers_a_witness_once_and_ends_it(cast: Cast, signed: County) -> None:
    office, said = signed_in(cast, "lin"), {"name": "农业农村局", "vkey": str(BUREAU.verifier)}
    assert office.post("/log/witnesses/add/", said).status_code == 302
    again = office.post("/log/witnesses/add/", said)
    assert (again.status_code, "已经登记过" in sentence(again)) == (409, True)
    assert "这不是见证方的公钥" in sentence(office.post("/log/witnesses/add/", said | {"vkey": "x"}))
    (witness,) = queries.witnesses()
    assert office.post(f"/log/witnesses/{witness.id}/end/").status_code == 302
    assert queries.witnesses()[0].until is not None


def test_the_office_says_where_a_witness_is_asked_and_sees_what_it_said(cast: Cast, signed: County) -> None:
    office, said = signed_in(cast, "lin"), {"name": "省档案馆", "vkey": str(BUREAU.verifier), "url": "http://w.example"}
    assert "这个网址我们不会去连" in sentence(office.post("/log/witnesses/add/", said))
    office.post("/log/witnesses/add/", said | {"url": "https://w.example/1"})
    (witness,) = queries.witnesses()
    page, there = f"/log/witnesses/{witness.id}/address/", {"url": "https://w.example/2/"}
    assert 'value="https://w.example/1"' in office.get(page).text
    assert office.post(page, there).status_code == 302
    assert office.post(page, there).status_code == 409
    assert office.get("/log/witnesses/99/address/").status_code == 404
    Submission.objects.update(silence=Silence.CONTRADICTED, detail="status 422", asked_at=NOW)
    shown = office.get("/log/state/").text
    assert [words in shown for words in ("https://w.example/2", "它说我们的日志和它看过的对不上", "status 422")] == [
        True
    ] * 3
    assert "省档案馆" in next(alarm_todos(SYSTEM, NOW)).title
    office.post(f"/log/witnesses/{witness.id}/end/")
    assert (queries.alarms(), office.get(page).status_code) == ([], 404)


def test_what_waits_too_long_is_a_thing_to_do(cast: Cast, signed: County) -> None:
    signed.receives()
    later = timezone.now() + 3 * HOUR
    assert [todo.title for todo in late_todos(SYSTEM, later)] == ["存证日志两个多小时没有签了"]
    actions.sign(actor=SYSTEM, now=later)
    assert list(late_todos(SYSTEM, later)) == []

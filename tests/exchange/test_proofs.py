"""The door for the proof that an event stands in the transparency log: its answers are checked as a partner would."""

import hashlib
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from lilian.base.actors import system
from lilian.base.policy import Role
from lilian.tlog import lilian_verify, merkle
from lilian.transparency import actions as log
from lilian.transparency import queries as logged
from tests.epcis.examples import an_event
from tests.exchange.conftest import Partner

pytestmark = pytest.mark.django_db
NUMBER = 5


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> None:
    settings.LOG_FOLDER = tmp_path / "log"


def events() -> list[dict[str, Any]]:
    return [
        an_event(eventID=f"urn:e:{place}", epcList=[f"urn:epc:id:sgtin:6901234.012345.{place}"])
        for place in range(NUMBER)
    ]


@pytest.fixture
def signed(shop: Partner) -> Partner:
    shop.capture(*events())
    log.sign(actor=system("test"), now=timezone.now())
    return shop


def verified(one: dict[str, Any], folder: Path) -> int:
    """As a stranger with our verifier sees it: the event's place in its sheaf, then the sheaf in the log."""
    path, root = [b64decode(step) for step in one["path"]], bytes.fromhex(one["root"])
    merkle.check_inclusion(one["place"], one["count"], merkle.leaf_hash(one["entry"].encode()), path, root)
    seal = hashlib.sha256(bytes.fromhex(one["salt"]) + one["sealed"].encode()).hexdigest()
    assert f'"sealed":"{seal}"' in one["record"]
    assert f'"root":"{one["root"]}"' in one["sealed"]
    files = folder / "record.json", folder / "record.tlog-proof"
    for file, text in zip(files, (one["record"], one["proof"]), strict=True):
        file.write_text(text, encoding="utf-8")
    keys = [str(key.vkey) for key in logged.log_keys()]
    return lilian_verify.main(["record", *map(str, files), *(part for key in keys for part in ("--key", key))])


@pytest.mark.parametrize("place", range(NUMBER))
def test_the_verifier_takes_what_the_door_answers(signed: Partner, place: int, tmp_path: Path) -> None:
    [one] = signed.get(f"/proofs/urn:e:{place}").json()
    assert f"urn:e:{place}" in one["entry"]
    assert verified(one, tmp_path) == 0


def test_a_changed_event_or_record_is_refused(signed: Partner, tmp_path: Path) -> None:
    [one] = signed.get("/proofs/urn:e:1").json()
    with pytest.raises(merkle.ProofWrong):
        verified(one | {"entry": one["entry"].replace("in_transit", "recalled")}, tmp_path)
    with pytest.raises(merkle.ProofWrong):
        verified(one | {"place": 2}, tmp_path)
    assert verified(one | {"record": one["record"].replace('"events":5', '"events":6')}, tmp_path) == 1


def test_a_declaration_is_proved_beside_the_event_it_takes_back(signed: Partner, tmp_path: Path) -> None:
    declared = {"declarationTime": "2026-09-19T08:00:00Z", "reason": "did_not_occur"}
    signed.capture(events()[0] | {"errorDeclaration": declared})
    log.sign(actor=system("test"), now=timezone.now())
    told, taken_back = signed.get("/proofs/urn:e:0").json()
    assert ("errorDeclaration" in told["entry"], "errorDeclaration" in taken_back["entry"]) == (False, True)
    assert verified(told, tmp_path) == verified(taken_back, tmp_path) == 0


def test_before_it_is_signed_there_is_no_proof_yet(shop: Partner) -> None:
    shop.capture(*events())
    [one] = shop.get("/proofs/urn:e:0").json()
    assert (one["proof"], len(one["path"])) == (None, 3)


def test_an_event_nobody_told_has_none(signed: Partner) -> None:
    assert signed.get("/proofs/urn:e:none").status_code == 404


def test_who_may_not_see_events_may_not_see_proofs(signed: Partner, partner_for: Any) -> None:
    assert partner_for(Role.GROWER, "HZS-02").get("/proofs/urn:e:0").status_code == 403
    assert Partner("lilian_nobody").get("/proofs/urn:e:0").status_code == 401


def test_a_proof_is_only_read(signed: Partner) -> None:
    assert signed.call("POST", "/proofs/urn:e:0").status_code == 405

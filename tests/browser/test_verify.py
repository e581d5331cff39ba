"""Check this record: the script in the reader's browser says of a proof what the program outside says."""

import hashlib
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from lilian.tlog import cosignatures, merkle
from lilian.tlog.canonical import canonical
from lilian.tlog.checkpoints import Checkpoint
from lilian.tlog.notes import COSIGNATURE, SigningKey
from lilian.tlog.proofs import Proof
from tests.tlog.growing import Log

KEY = SigningKey("pear.example/log", b"k" * 32)
WITNESS = SigningKey("bureau.example/w", b"w" * 32, COSIGNATURE)
STRANGER = SigningKey("pear.example/log", b"s" * 32)
SALT, RECORD = b"s" * 32, '{"lot":"玉露香梨"}'.encode()
STEPS = ("record", "tree", "signature", "witness")
TRUSTED = {"keys": [str(KEY.verifier)], "witnesses": [{"name": "农业农村局", "vkey": str(WITNESS.verifier)}]}


def proof(index: int = 3, size: int = 7, key: SigningKey = KEY) -> str:
    """Of the record, which is one of seven entries, cosigned."""
    entry = canonical({"body": hashlib.sha256(SALT + RECORD).hexdigest(), "seq": index}).decode()
    log = Log()
    log.append([entry.encode() if number == index else b"%d" % number for number in range(size)])
    note = Checkpoint("pear.example/log", size, log.ranges(0, size)).signed(key)
    note += cosignatures.cosigned(note, WITNESS, at=datetime(2026, 11, 27, tzinfo=UTC))
    extra = json.dumps({"entry": entry, "salt": SALT.hex()}).encode()
    return str(Proof(index, tuple(merkle.inclusion_proof(index, size, log.ranges)), note, extra))


@pytest.fixture
def page(site: str, browser: Browser) -> Page:
    """The page for saved files, trusting the keys of this test."""
    opened = browser.new_page()

    def with_our_keys(route: Route) -> None:
        answer = route.fetch()
        whole = re.sub(r'(id="evidence"[^>]*>)[^<]*', lambda found: found[1] + json.dumps(TRUSTED), answer.text())
        route.fulfill(response=answer, body=whole)

    opened.route("**/log/check/", with_our_keys)
    opened.goto(f"{site}/log/check/")
    return opened


def told(page: Page, folder: Path, record: bytes, text: str) -> dict[str, str | None]:
    (folder / "record.json").write_bytes(record)
    (folder / "record.tlog-proof").write_text(text, encoding="utf-8")
    page.set_input_files("[data-verify-record]", folder / "record.json")
    page.set_input_files("[data-verify-proof]", folder / "record.tlog-proof")
    page.evaluate("document.querySelectorAll('[data-step]').forEach(line => delete line.dataset.state)")
    page.click("[data-verify-go]")
    page.wait_for_selector("[data-step=witness][data-state]")
    return {step: page.get_attribute(f"[data-step={step}]", "data-state") for step in STEPS}


def test_the_browser_tells_a_genuine_record_from_every_other(page: Page, tmp_path: Path) -> None:
    good = dict.fromkeys(STEPS, "good")
    assert told(page, tmp_path, RECORD, proof()) == good
    assert "农业农村局" in page.inner_text("[data-names]")
    assert told(page, tmp_path, RECORD, proof(0, 1)) == good
    assert told(page, tmp_path, RECORD, proof(299, 300)) == good
    assert told(page, tmp_path, RECORD + b" ", proof()) == good | {"record": "bad"}
    moved = told(page, tmp_path, RECORD, proof().replace("index 3", "index 2"))
    assert moved == good | {"tree": "bad"}
    assert told(page, tmp_path, RECORD, proof(key=STRANGER))["signature"] == "bad"
    other_size = told(page, tmp_path, RECORD, proof().replace("\n7\n", "\n8\n"))
    assert other_size == good | {
        "signature": "bad",
        "witness": "bad",
    }  # the path is the same; the size is what was signed
    assert told(page, tmp_path, RECORD, "no proof")["tree"] == "bad"

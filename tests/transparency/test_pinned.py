"""What stands in the log is read for decades: how an entry, a record and each kind of row is written does not change.

A change here breaks every proof that somebody keeps. If it must be, the entry's version `v` is raised, and what was
written under the old one is written on as before.
"""

import hashlib
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from lilian.base import logged
from lilian.brand.models import Decision, Rules
from lilian.brand.values import Ruling
from lilian.catalog import actions as catalog
from lilian.catalog.values import Band
from lilian.exchange.models import Sheaf
from lilian.ledger.models import Posting
from lilian.tlog.canonical import canonical
from lilian.transparency import actions, rules
from lilian.transparency.models import Erasure, Leaf, LogKey
from lilian.transparency.queries import kinds
from lilian.transparency.values import CHAIN
from tests.brand.marking import the_marking
from tests.certificates.promising import the_promising
from tests.exchange.test_log import event
from tests.exchange.test_questions import kept
from tests.ledger.money import funded, the_money
from tests.stock import goods as pears
from tests.transparency.county import NOW, the_county

SECRET = bytes(range(16))
# Numbers of rows, by the name they stand under; in lists so many columns, of each row the first ones.
NUMBERS = frozenset(
    (
        "entry",
        "maker",
        "reverses",
        "posting",
        "book",
        "event",
        "leaf",
        "organisation_id",
        "variety_id",
        "household_id",
        "version_id",
        "spec_id",
        "sheaf",
    )
)
COLUMNS = {
    "goods_entry": {"lines": 2, "shares": 3, "descents": 1},
    "money_posting": {"lines": 1},
    "certificate": {"lots": 1},
    "brand_rules": {"labels": 1},
    "brand_labels": {"lots": 1},
}


def test_an_entry_is_written_like_this() -> None:
    at = datetime(2026, 9, 18, 12, 0, 0, 1, tzinfo=UTC)
    plain = {"seq": 7, "name": "pear.example/log", "kind": "goods_entry", "ref": 42, "at": at, "body": "ab" * 32}
    assert rules.entry_bytes(**plain, digest="") == (
        b'{"at":"2026-09-18T12:00:00.000001Z","body":"' + b"ab" * 32 + b'","id":42,"kind":"goods_entry","seq":7,'
        b'"tenant":"pear.example/log","v":1}'
    )
    assert rules.entry_bytes(**plain, digest="cd").partition(b'"id"')[0].endswith(b'","digest":"cd",')


def test_a_record_and_its_seal_are_written_like_this() -> None:
    hidden = b'{"by":"\xe6\xa2\x85","g":5}'
    seal = hashlib.sha256(hashlib.sha256(b"sealed\n" + SECRET).digest() + hidden).hexdigest()
    assert (
        rules.record_bytes({"b": 1, "a": "梨"}, {"g": 5, "by": "梅"}, SECRET)
        == ('{"a":"梨","b":1,"sealed":"' + seal + '"}').encode()
    )
    assert rules.salted(rules.salt(SECRET, "record"), b"x") == (
        hashlib.sha256(hashlib.sha256(b"record\n" + SECRET).digest() + b"x").hexdigest()
    )


def a_goods_entry() -> int:
    county = pears.the_goods()
    lot = pears.received(county)
    sorted_out = pears.sorted_out(
        county, [pears.at(lot, county.point, 100_000)], [("first", 60_000), ("second", 39_000)]
    )
    return sorted_out.entry_id


def a_money_posting() -> int:
    money = the_money()
    funded(money)
    return Posting.objects.order_by("pk").values_list("pk", flat=True)[0]


def a_certificate() -> int:
    return the_promising().issued().pk


def rules_of_a_mark() -> int:
    the_marking()
    return Rules.objects.get().pk


def a_licence() -> int:
    return the_marking().licence


def a_decision() -> int:
    the_marking().ruled(Ruling.SUSPEND)
    return Decision.objects.get().pk


def some_labels() -> int:
    return the_marking().issued(10).pk


def a_standard() -> int:
    lin = pears.the_goods().actor()
    standard = catalog.add_standard(actor=lin, code="YLX", name="玉露香梨", variety_id=None, now=NOW)
    bands = [Band("second", "二级", 0, 300), Band("first", "一级", 300, None)]
    return catalog.publish_version(
        actor=lin, standard_id=standard, effective_from=date(2026, 10, 1), source="县标", bands=bands, now=NOW
    )


def an_erasure() -> int:
    county = the_county()
    county.receives()
    county.signs()
    ref = Leaf.objects.get(seq=0).ref
    actions.erase(actor=county.lin, kind="goods_entry", ref=ref, reason="本人要求", now=NOW)
    return Erasure.objects.get().pk


def a_log_key() -> int:
    county = the_county()
    county.receives()
    county.signs()
    return LogKey.objects.get().pk


def a_sheaf() -> int:
    kept([event("urn:epc:id:sgtin:6901234.012345.7", 1)])
    return Sheaf.objects.get().pk


def an_end_of_the_chain() -> int:
    a_log_key()
    return Leaf.objects.get(kind=CHAIN).ref


# Kind -> how it is made here, what is said of it, what is sealed.
PINNED = {
    "goods_entry": (
        a_goods_entry,
        '{"day":"2026-09-18","entry":"#","kind":"convert","lots":[{"from":["L*"],"grade":"first","harvest_date":null,'
        '"lot":"L*","made_on":"2026-09-18","maker":"#","variety":"yuluxiang"},{"from":["L*"],"grade":"second",'
        '"harvest_date":null,"lot":"L*","made_on":"2026-09-18","maker":"#","variety":"yuluxiang"}]}',
        '{"asked":"*","at":"2026-09-18T04:00:00.000000+00:00","by":"office","descents":[["#","L*",60000],["#","L*",39000]],'
        '"digest":"*","key":"c","lines":[["#","#",-100000,0],["#","#",1000,0],["#","#",60000,0],["#","#",39000,0]],'
        '"note":"","notes":["",""],"reverses":null,"shares":[["#","#","#",null,60000],["#","#","#",null,39000]]}',
    ),
    "money_posting": (
        a_money_posting,
        '{"posting":"#"}',
        '{"about":"","at":"2026-09-18T04:00:00.000000+00:00","book":"#","by":"office","day":"2026-09-18","digest":"*",'
        '"key":"opening","kind":"post","lines":[["#",100000],["#",-100000]],"note":"","reverses":null}',
    ),
    "certificate": (
        a_certificate,
        '{"bases":"control","form":"producer","is_ahead":false,"issued_at":"2026-09-18T04:00:00.000000+00:00",'
        '"lots":[["#",100000]],"named":[],"number":"HG*","organisation_id":"#","origin":"—","test":"","used":"",'
        '"variety_id":"#","weight_g":100000}',
        '{"contact":"13800008001","digest":"*","household_id":null,"promiser":"秀梅合作社","signed_by":"郭守库"}',
    ),
    "brand_rules": (
        rules_of_a_mark,
        '{"areas":[["141031100","上庄"],["141031100","李家"]],"from":"2026-01-01","grades":["first","special"],"l'
        'abels":[["#",2500,1]],"mark":"XXL","name":"隰县玉露香梨","number":1,"outside":0,"report_day":10,"source":"'
        '用标管理办法","variety_id":"#","version_id":"#"}',
        "{}",
    ),
    "brand_licence": (
        a_licence,
        '{"at":"2026-09-18T04:00:00.000000+00:00","credit_code":"91110000600037341L","from":"2026-06-10","hol'
        'der":"GUO合作社","mark":"XXL","number":"XXL-2026-0001","until":"2027-06-10"}',
        '{"granted_by":"office","note":""}',
    ),
    "brand_ruling": (
        a_decision,
        '{"at":"2026-09-18T04:00:00.000000+00:00","licence":"XXL-2026-0001","reason":"抽查不合格","ruling":"suspend"}',
        '{"ruled_by":"office"}',
    ),
    "brand_labels": (
        some_labels,
        '{"at":"2026-09-18T04:00:00.000000+00:00","first":1,"grams":2500,"last":10,"licence":"XXL-2026-0001",'
        '"spec_id":"#"}',
        '{"issued_by":"office","lots":[["#",25000]],"secret":"*"}',
    ),
    "standard": (
        a_standard,
        '{"bands":[{"grade":"second","high_g":300,"low_g":0,"name":"二级"},{"grade":"first","high_g":null,"low_g":300,'
        '"name":"一级"}],"from":"2026-10-01","number":1,"source":"县标","standard":"YLX"}',
        "{}",
    ),
    "erasure": (an_erasure, '{"leaf":"#"}', '{"by":"Lin","reason":"本人要求"}'),
    "log_key": (a_log_key, '{"vkey":"vkey*","why":"first"}', "{}"),
    "event_sheaf": (a_sheaf, '{"events":1,"first":1,"sheaf":"#"}', '{"root":"*"}'),
    CHAIN: (an_end_of_the_chain, '{"event":"#","hash":"*"}', "{}"),
}


def without_numbers(value: Any, kind: str, name: str = "") -> Any:
    """Row numbers as `#`, codes made of them and digests over them as `*`: a test's own numbers are no part of how it
    is written.
    """
    if isinstance(value, dict):
        return {key: without_numbers(inner, kind, key) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        known = COLUMNS.get(kind, {}).get(name)
        if known is not None:
            return [["#" if n < known else hidden(each) for n, each in enumerate(row)] for row in value]
        return [without_numbers(inner, kind, name) for inner in value]
    return "#" if name in NUMBERS and isinstance(value, int) else hidden(value)


def hidden(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    value = re.sub(r"\b[0-9a-f]{64}\b", "*", value)
    return re.sub(r"^(L|HG)[0-9A-Z]{7,12}$", r"\1*", re.sub(r"^lilian-\w+\.local/log\+.*", "vkey*", value))


@pytest.mark.django_db
@pytest.mark.parametrize("kind", PINNED)
def test_each_kind_of_row_is_written_like_this(kind: str, tmp_path: Path, settings: Any) -> None:
    settings.LOG_FOLDER = tmp_path / "log"
    made, said, sealed = PINNED[kind]
    row = (kind, made())
    record = kinds.records_of([row])[row]
    assert canonical(without_numbers(dict(record.said), kind)).decode() == said
    assert canonical(without_numbers(dict(record.sealed), kind)).decode() == sealed
    assert bool(record.digest) == (kind == CHAIN)


def test_every_kind_that_is_logged_is_pinned() -> None:
    assert set(PINNED) == set(logged.REGISTERED) | {CHAIN}

"""`lilian trace`: a code on the command line, in words and as JSON."""

import json

import pytest
from click.testing import Result
from typer.testing import CliRunner

from lilian.cli import trace
from lilian.packing.values import batch_code, pallet_code
from lilian.parcels.values import parcel_code
from lilian.quality.values import sample_code
from lilian.stock.models import Lot
from lilian.trace.values import StartKind, kind_named
from tests.again import again
from tests.parcels.despatch import Despatch, the_despatch


@pytest.fixture
def despatch(db: None) -> Despatch:
    return again(the_despatch)


def asked(*arguments: str) -> Result:
    return CliRunner().invoke(trace.app, arguments)


def test_a_box_is_told_in_words(despatch: Despatch) -> None:
    despatch.send(despatch.boxes[0])
    said = asked(despatch.boxes[0].code.lower())
    assert said.exit_code == 0
    assert "王五水果行 · 13800001111 · 1 箱" in said.stdout
    assert Lot.objects.earliest("pk").code in said.stdout


def test_a_lot_as_json_is_what_the_api_answers(despatch: Despatch) -> None:
    found = json.loads(asked(Lot.objects.earliest("pk").code, "--json").stdout)
    assert (found["start"]["kind"], found["whereabouts"]["in_store"], len(found["lots"])) == ("lot", 3, 3)


def test_codes_people_give_need_their_kind(despatch: Despatch) -> None:
    said = asked("H-MEI", "--lang", "zh")
    assert (said.exit_code, "--kind" in said.stderr) == (2, True)
    assert asked("H-MEI", "--kind", "household").exit_code == 0
    assert asked("H-MEI", "--kind", "household", "--until", "2020-01-01").exit_code == 2
    assert asked("H-MEI", "--kind", "tree").exit_code == 2


def test_our_own_codes_say_what_they_are(despatch: Despatch) -> None:
    assert kind_named(despatch.boxes[0].code) is StartKind.BOX
    assert kind_named(Lot.objects.earliest("pk").code) is StartKind.LOT
    made = [batch_code(12), pallet_code(7), parcel_code(3), sample_code(9), "H-MEI", ""]
    kinds = [StartKind.BATCH, StartKind.PALLET, StartKind.PARCEL, StartKind.SAMPLE, None, None]
    assert [kind_named(code) for code in made] == kinds

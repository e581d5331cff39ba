"""`lilian log` on the machine that has the key."""

from typing import Any

from typer.testing import CliRunner

from lilian.cli import log
from lilian.transparency import queries
from lilian.transparency.models import Leaf
from tests.ops.together import broken
from tests.transparency.county import County
from tests.transparency.witness_server import KEY, a_witness


def said(*words: str) -> tuple[str, int]:
    done = CliRunner().invoke(log.app, words)
    return done.output, done.exit_code


def test_an_entry_is_erased_by_its_number_once_and_with_a_reason(county: County) -> None:
    county.receives(2)
    county.signs()
    ref = Leaf.objects.get(seq=1).ref
    assert said("erase", "1", "--reason", " ")[1] == 2
    assert said("erase", "1", "--reason", "本人要求") == ("第 1 条的内容抹除了；日志照样核得过。\n", 0)
    assert queries.is_erased("goods_entry", ref)
    assert said("erase", "1", "--reason", "本人要求")[1] == 2
    assert said("erase", "99", "--reason", "x")[1] == 2
    assert broken("log") == []


def test_a_witness_is_registered_moved_and_asked(county: County, settings: Any) -> None:
    settings.LOG_INNER_HOSTS = ["127.0.0.1"]
    county.receives(2)
    county.signs()
    with a_witness() as there:
        key = str(KEY.verifier)
        assert said("witness", "省档案馆", "--vkey", key, "--url", "http://127.0.0.1:9/w1")[1] == 0
        assert said("witness", "省档案馆", "--url", there.url)[1] == 0
        assert said("witness", "省档案馆", "--url", there.url)[1] == 2
        assert said("ask") == ("省档案馆: log_unknown status 404\n", 1)
        there.trusts(*county.keys())
        assert said("ask") == ("省档案馆: ✓\n", 0)
    assert queries.witnesses()[0].last_size == queries.size()

"""`lilian log` on the machine that has the key."""

from typer.testing import CliRunner

from lilian.cli import log
from lilian.transparency import queries
from lilian.transparency.models import Leaf
from tests.ops.together import broken
from tests.transparency.county import County


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

"""`python -m lilian.planning.routing`: a problem in, a plan out, one line for bad input."""

import io
import json
from types import SimpleNamespace

import pytest

from lilian.planning import door
from lilian.planning.routing import __main__ as program
from lilian.planning.routing import plan_from_json, to_json
from tests.planning.routing_instances import stuck, tiny


@pytest.fixture
def run(monkeypatch):
    """Runs the program on bytes; (exit code, what it wrote, what it said)."""

    def go(data: bytes, *arguments: str) -> tuple[int, bytes, str]:
        out, said = io.BytesIO(), io.StringIO()
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))
        monkeypatch.setattr("sys.stdout", SimpleNamespace(buffer=out, write=lambda text: out.write(text.encode())))
        monkeypatch.setattr("sys.stderr", said)
        return door.run(program.TOPIC, list(arguments)), out.getvalue(), said.getvalue()

    return go


def test_a_problem_goes_in_and_a_plan_comes_out(run):
    code, written, said = run(to_json(tiny()), "--iterations", "50")
    assert (code, said) == (0, "")
    assert plan_from_json(written).cost_fen == 6000


def test_a_day_that_cannot_be_done_is_an_answer(run):
    code, written, _ = run(to_json(stuck()), "--iterations", "50")
    assert (code, plan_from_json(written).missed) == (0, 4)


def test_todays_practice_can_be_asked_for(run):
    _, written, _ = run(to_json(tiny()), "--practice")
    assert plan_from_json(written).method.startswith("practice")


def test_bad_input_is_refused_in_one_line(run):
    code, written, said = run(b"{}")
    assert (code, written, said.count("\n")) == (2, b"", 1)


def test_the_schema_names_every_field_of_a_stop(run):
    _, written, _ = run(b"", "--schema")
    assert set(json.loads(written)["$defs"]["Stop"]["properties"]) >= {"delivery", "pickup", "opens_s", "price_fen"}

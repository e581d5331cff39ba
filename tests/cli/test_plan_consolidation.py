"""`lilian plan consolidation`: from a file and from the register, what it shows, what it refuses, how it ends."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from lilian.cli import consolidation_plan
from lilian.cli.main import app
from lilian.idling import actions
from lilian.idling.models import IdlingPlan
from lilian.idling.values import DecisionKind
from lilian.kernel.months import month_after
from lilian.kernel.quantity import GRAMS_PER_TONNE
from lilian.planning.consolidation import faults
from lilian.planning.consolidation.wire import plan_from_json, problem_from_json, to_json
from tests.idling import season as cast
from tests.idling.season import Season
from tests.planning.low_season import county, tiny
from tests.web.stores_site import ACTOR


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["plan", "consolidation", *map(str, arguments)])


def refused(result: Result) -> str:
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Traceback" not in result.output
    return result.stderr


def row(result: Result, name: str) -> list[str]:
    """The figures of the table's row that begins so."""
    (line,) = [line for line in result.stdout.splitlines() if line.strip(" │┃").startswith(name)]
    return [cell.strip() for cell in line.strip(" │┃").split("│")][1:]


@pytest.fixture
def question(tmp_path: Path) -> Path:
    path = tmp_path / "并库.json"
    path.write_bytes(to_json(tiny()))
    return path


def test_a_plan_is_shown_beside_todays_practice_and_nothing_is_written(question: Path) -> None:
    result = run(question)
    assert result.exit_code == 0
    assert row(result, "合计（元）") == ["25.00", "30.00"]
    assert row(result, "搬运和碰伤（元）") == ["5.00", "0.00"]
    assert row(result, "各间开机月数之和") == ["2", "3"]
    assert "与下限相差 0.16%" in result.stdout
    assert [path.name for path in question.parent.iterdir()] == [question.name]


def test_each_room_shows_what_it_holds_month_by_month(question: Path) -> None:
    result = run(question)
    assert row(result, "A") == ["10", "5", "2", "1"]
    assert row(result, "B") == ["○", "○", "0", "2"]
    assert row(result, "1 ") == ["B", "A", "玉露香梨", "5"]


def test_the_json_holds_a_plan_that_anybody_can_check(question: Path, tmp_path: Path) -> None:
    result = run(question, "--json", tmp_path / "new" / "a.json")
    told = json.loads((tmp_path / "new" / "a.json").read_text())
    problem = problem_from_json(json.dumps(told["problem"]))
    assert problem == tiny()
    assert [faults(problem, plan_from_json(json.dumps(told[name]))) for name in ("plan", "practice")] == [[], []]
    assert "已写出" in result.stdout


def test_a_dash_gives_json_alone(question: Path) -> None:
    assert json.loads(run(question, "--json", "-").stdout)["plan"]["cost"]["energy"] == 2_000


@pytest.mark.slow
def test_the_time_given_is_kept_and_the_gap_that_is_left_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(to_json(county()))
    result = run(path, "--time", 0.5)
    assert result.exit_code == 0
    assert "与下限相差" in result.stdout


def test_english(question: Path) -> None:
    result = run(question, "--lang", "en")
    assert result.exit_code == 0
    assert not [letter for letter in result.stdout.replace("玉露香梨", "") if "\u4e00" <= letter <= "\u9fff"]


@pytest.mark.parametrize("arguments", [(), ("并库.json", "--live")])
def test_a_file_or_the_register_and_not_both(
    arguments: tuple[str, ...], question: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(question.parent)
    assert "二者选一" in refused(run(*arguments))


@pytest.mark.parametrize("missing", ["nowhere.json", "."])
def test_a_path_that_cannot_be_opened_is_said_in_words(missing: str, tmp_path: Path) -> None:
    assert "打不开文件" in refused(run(tmp_path / missing))


@pytest.mark.parametrize(("text", "why"), [("你好", "JSON 读不懂"), ('{"rooms": 3}', "JSON 读不懂")])
def test_what_is_no_problem_is_refused(text: str, why: str, question: Path) -> None:
    question.write_text(text)
    assert why in refused(run(question))


def test_a_problem_whose_figures_make_no_sense_is_refused(question: Path) -> None:
    question.write_bytes(to_json(tiny()).replace(b'"months":2', b'"months":3'))
    assert "集中存放问题的数据不对" in refused(run(question))


def test_the_question_is_never_written_over(question: Path) -> None:
    before = question.read_bytes()
    assert "盖掉" in refused(run(question, "--json", question))
    assert question.read_bytes() == before


def test_a_plan_that_fails_its_check_is_not_shown(question: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consolidation_plan.planning, "faults", lambda problem, plan: ["room A: 错"])
    result = run(question, "--json", question.with_name("a.json"))
    assert (result.exit_code, result.stdout) == (3, "")
    assert "room A: 错" in result.stderr
    assert not question.with_name("a.json").exists()


@pytest.mark.slow
def test_a_file_needs_no_settings_and_no_database(question: Path, tmp_path: Path) -> None:
    nowhere = {**os.environ, "LILIAN_DATABASE_URL": "nonsense", "DJANGO_SETTINGS_MODULE": "nowhere"}
    command = [sys.executable, "-m", "lilian", "plan", "consolidation", str(question), "--json", "-"]
    done = subprocess.run(command, env=nowhere, cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, list(json.loads(done.stdout))) == (0, ["problem", "plan", "practice"])


@pytest.fixture
def season(db: None) -> Season:
    return cast.the_season()


def test_the_register_is_asked_as_the_page_asks_it(season: Season) -> None:
    ours = json.loads(run("--live", "--months", cast.MONTHS, "--json", "-").stdout)
    page = cast.solved(season)
    assert problem_from_json(json.dumps(ours["problem"])) == problem_from_json(page.run.problem)
    assert ours["plan"]["cost"] == json.loads(page.run.plan)["cost"]


def test_the_register_s_rooms_have_their_names_and_months_and_nothing_is_written(season: Season) -> None:
    result = run("--live", "--months", cast.MONTHS)
    store, room = season.rooms[0].store.name, season.rooms[0].code
    assert result.exit_code == 0
    assert f"{store} {room}" in result.stdout
    assert f"{season.month:%y-%m}" in result.stdout
    assert not IdlingPlan.objects.exists()


def test_decisions_in_force_bind_it(season: Season) -> None:
    room = season.rooms[0]
    actions.decide(actor=ACTOR, kind=DecisionKind.RUN, room_id=room.pk, reason="修门", now=season.now)
    assert run("--live", "--months", cast.MONTHS).exit_code == 0
    result = run("--live", "--months", cast.MONTHS, "--json", "-")
    assert json.loads(result.stdout)["plan"]["running"][cast.code_of(room)] == [True] * cast.MONTHS


def test_the_month_to_begin_with_is_told(season: Season) -> None:
    first = month_after(season.month, 1)
    told = json.loads(run("--live", "--first", f"{first:%Y-%m}", "--months", 1, "--json", "-").stdout)
    assert sum(each["weight_g"] for each in told["problem"]["withdrawals"]) == 6 * GRAMS_PER_TONNE


@pytest.mark.parametrize("months", [0, 13])
def test_a_span_that_no_plan_has_is_refused(season: Season, months: int) -> None:
    assert "1 到 12 个月" in refused(run("--live", "--months", months))


def test_an_empty_register_is_refused_in_words(db: None) -> None:
    assert "没有果" in refused(run("--live"))

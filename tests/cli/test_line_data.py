"""`lilian import line-data`: a grades table without a run, the file kept with one."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from lilian.cli.main import app
from lilian.sorting.models import LineFile, Run
from tests.again import again
from tests.sorting.runs import Floor, line_file, opened, the_floor


@pytest.fixture
def floor(db: None) -> Floor:
    return again(the_floor)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "线.csv"
    made.write_text(line_file(), encoding="utf-8")
    return made


def called(path: Path, *more: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["import", "line-data", str(path), "--profile", "grader-csv-en", *more])
    return done.exit_code, done.stdout, done.stderr


def test_without_a_run_it_says_the_grades_and_keeps_nothing(floor: Floor, path: Path) -> None:
    code, out, _ = called(path, "--json")
    grades = {one["grade"]: one["fruit"] for one in json.loads(out)["grades"]}
    assert (code, grades, LineFile.objects.count()) == (0, {"first": 150, "second": 150}, 0)


def test_people_get_a_table(floor: Floor, path: Path) -> None:
    assert "50.0%" in called(path)[1]


def test_with_a_run_the_file_is_kept(floor: Floor, path: Path) -> None:
    run = Run.objects.get(pk=opened(floor))
    code, out, _ = called(path, "--run", run.code)
    assert (code, f"已收进 {run.code}" in out, run.files.count()) == (0, True, 1)


def test_bad_rows_are_told_and_nothing_is_kept(floor: Floor, path: Path) -> None:
    run = Run.objects.get(pk=opened(floor))
    path.write_text(line_file() + "1,,80,12,OK,1,A\n", encoding="utf-8")
    code, _, err = called(path, "--run", run.code)
    assert (code, "第 302 行" in err, LineFile.objects.count()) == (2, True, 0)


@pytest.mark.parametrize("more", [("--run", "FX999999"), ("--profile", "no-such")])
def test_what_is_not_there_is_refused(floor: Floor, path: Path, more: tuple[str, str]) -> None:
    assert called(path, *more)[0] == 2

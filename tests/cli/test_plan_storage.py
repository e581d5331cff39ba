"""`lilian plan storage`: what it writes, what it refuses, how it ends."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from lilian.cli import storage_plan
from lilian.cli.main import app
from tests.cli.workbooks import FAR, GUO, MEI, QIAO, TERMS, peak_workbook


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["plan", "storage", *map(str, arguments)])


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return peak_workbook(tmp_path / "旺季.xlsx")


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    bad = (*QIAO[:7], "-600", *QIAO[8:])
    return peak_workbook(tmp_path / "旺季.xlsx", lots=(MEI, bad))


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_plan_is_shown_and_nothing_is_written_unasked(workbook: Path) -> None:
    result = run(workbook)
    assert result.exit_code == 0
    assert "郭家冷库" in result.stdout
    assert files(workbook.parent) == {"旺季.xlsx"}


def test_all_three_papers_are_written_where_asked(workbook: Path, tmp_path: Path) -> None:
    result = run(
        workbook, "--out", tmp_path / "a.xlsx", "--json", tmp_path / "a.json", "--map", tmp_path / "new" / "a.html"
    )
    assert result.exit_code == 0
    assert load_workbook(tmp_path / "a.xlsx").sheetnames[0] == "汇总"
    assert json.loads((tmp_path / "a.json").read_text())["placed_g"] == 15_000_000
    assert "郭家冷库" in (tmp_path / "new" / "a.html").read_text()


def test_a_dash_gives_json_alone(workbook: Path) -> None:
    result = run(workbook, "--json", "-")
    assert json.loads(result.stdout)["unplaced"] == []


def test_a_faulty_workbook_is_refused_line_by_line(faulty: Path) -> None:
    result = run(faulty)
    assert result.exit_code == 2
    (line,) = [line for line in result.stderr.splitlines() if "P2" in line]
    assert line.startswith("待储批次 H5 P2")
    assert result.stdout == ""


def test_a_faulty_workbook_comes_back_marked_beside_it(faulty: Path) -> None:
    result = run(faulty)
    back = load_workbook(faulty.with_name("旺季-问题.xlsx"))
    assert str(faulty.with_name("旺季-问题.xlsx")) in result.stderr
    assert "问题清单" in back.sheetnames
    assert back["待储批次"]["H5"].comment is not None


def test_the_marked_workbook_goes_where_the_plan_would_have_gone(faulty: Path, tmp_path: Path) -> None:
    run(faulty, "--out", tmp_path / "out" / "plan.xlsx")
    assert files(tmp_path / "out") == {"旺季-问题.xlsx"}


def test_the_marked_workbook_goes_where_it_is_told(faulty: Path, tmp_path: Path) -> None:
    run(faulty, "--marked", tmp_path / "改.xlsx")
    assert files(tmp_path) == {"旺季.xlsx", "改.xlsx"}


def test_good_rows_are_planned_on_request(faulty: Path, tmp_path: Path) -> None:
    result = run(faulty, "--take-good-rows", "--json", tmp_path / "a.json")
    assert result.exit_code == 0
    assert "有问题的 1 行没有算" in result.stderr
    assert {each["lot"] for each in json.loads((tmp_path / "a.json").read_text())["assignments"]} == {"P1"}
    assert (tmp_path / "旺季-问题.xlsx").exists()


def test_no_good_row_at_all_is_no_plan(tmp_path: Path) -> None:
    bad = (*QIAO[:7], "-600", *QIAO[8:])
    result = run(peak_workbook(tmp_path / "a.xlsx", lots=(bad,)), "--take-good-rows")
    assert result.exit_code == 2
    assert "没有可以用来做计划的数据" in result.stderr


@pytest.mark.parametrize("missing", ["nowhere.xlsx", "."])
def test_a_path_that_cannot_be_opened_is_said_in_words(missing: str, tmp_path: Path) -> None:
    result = run(tmp_path / missing)
    assert result.exit_code == 2
    assert "打不开文件" in result.stderr
    assert "Traceback" not in result.output


def test_a_file_that_is_no_workbook_is_said_in_words(tmp_path: Path) -> None:
    fake = tmp_path / "fake.xlsx"
    fake.write_text("你好")
    result = run(fake)
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert result.stderr.strip()


def test_a_workbook_without_its_stores_is_refused(tmp_path: Path) -> None:
    path = peak_workbook(tmp_path / "a.xlsx")
    book = load_workbook(path)
    del book["恒温库"]
    book.save(path)
    result = run(path)
    assert result.exit_code == 2
    assert "恒温库" in result.stderr


def test_fruit_that_fits_nowhere_is_said_with_its_reason(tmp_path: Path) -> None:
    warm = tuple((*store[:11], 9, *store[12:]) for store in (GUO, FAR))
    result = run(peak_workbook(tmp_path / "a.xlsx", stores=warm), "--out", tmp_path / "b.xlsx")
    assert result.exit_code == 2
    assert "没有一批果能放进任何一座库" in result.stderr
    assert "P1" in result.stderr
    assert not (tmp_path / "b.xlsx").exists()


def test_the_workbook_that_was_given_is_never_overwritten(workbook: Path) -> None:
    before = workbook.read_bytes()
    assert run(workbook, "--out", workbook).exit_code == 2
    assert workbook.read_bytes() == before


def test_a_place_that_cannot_be_written_is_said_in_words(workbook: Path) -> None:
    result = run(workbook, "--out", workbook / "inside" / "a.xlsx")
    assert result.exit_code == 2
    assert "写不了文件" in result.stderr


def test_a_plan_that_fails_its_check_is_not_written(
    workbook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = storage_plan.solve

    def dishonest(problem: storage_plan.Problem) -> object:
        plan = honest(problem)
        return replace(plan, cost_fen=plan.cost_fen - 1)

    monkeypatch.setattr(storage_plan, "solve", dishonest)
    result = run(workbook, "--out", tmp_path / "a.xlsx")
    assert result.exit_code == 3
    assert not (tmp_path / "a.xlsx").exists()


def test_a_missing_parameter_is_named(tmp_path: Path) -> None:
    result = run(peak_workbook(tmp_path / "a.xlsx", terms=TERMS[1:]))
    assert result.exit_code == 2
    assert "运价" in result.stderr

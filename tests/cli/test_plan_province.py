"""`lilian plan province`: the folder it reads, what it writes, what it refuses, how it ends."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner, Result

from bench.provinces import write
from lilian.cli import province_plan
from lilian.cli.main import app
from lilian.planning import province, storage
from tests.cli.workbooks import FAR, GUO, MEI, QIAO, STORE_TITLES, peak_workbook
from tests.planning.province_cases import stuck, tiny

BORDER = ("G1", "界河冷库", "", 110.90, 36.62, 400, 9, 1, None, "玉露香梨", 50, 0.5, 50, "", "隰县、蒲县")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["plan", "province", *map(str, arguments)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """East and west as JSON, and the store between them."""
    write(tiny(), tmp_path / "省")
    return tmp_path / "省"


@pytest.fixture
def books(tmp_path: Path) -> Path:
    """Two counties' workbooks with one lot and one store each, and the workbook of the store between them."""
    folder = tmp_path / "books"
    folder.mkdir()
    peak_workbook(folder / "隰县.xlsx", lots=(MEI,), stores=(FAR,))
    peak_workbook(folder / "蒲县.xlsx", lots=(QIAO,), stores=(FAR,))
    shared_workbook(folder / "共用库.xlsx", BORDER)
    return folder


def shared_workbook(path: Path, *rows: tuple[object, ...]) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "共用库"
    for row in ((*STORE_TITLES, "可用县"), *rows):
        sheet.append(row)
    book.save(path)


def refused(result: Result) -> str:
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert result.stdout == ""
    return result.stderr


def test_a_folder_of_json_is_planned_and_nothing_is_written_unasked(folder: Path) -> None:
    result = run(folder)
    assert result.exit_code == 0
    assert "已证明没有更省的安排" in result.stdout
    assert "east 8" in result.stdout
    assert sorted(path.name for path in folder.iterdir()) == ["east.json", "shared.json", "west.json"]


def test_a_folder_of_workbooks_is_planned_and_each_county_gets_its_own(books: Path, tmp_path: Path) -> None:
    result = run(books, "--out", tmp_path / "out", "--json", tmp_path / "plan.json")
    assert result.exit_code == 0
    assert "界河冷库" in result.stdout
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["蒲县.xlsx", "隰县.xlsx"]
    sheet = load_workbook(tmp_path / "out" / "隰县.xlsx")["汇总"]
    assert any("隰县" in str(cell.value) for row in sheet.iter_rows() for cell in row)
    plan = province.plan_from_json((tmp_path / "plan.json").read_bytes())
    assert [one.county for one in plan.counties] == ["蒲县", "隰县"]
    assert plan.placed_g == 15_000_000


def test_a_dash_gives_json_alone(folder: Path) -> None:
    assert json.loads(run(folder, "--json", "-").stdout)["cost_fen"] == 4600


@pytest.mark.slow
def test_two_processes_give_the_same_bytes_as_one(folder: Path) -> None:
    assert run(folder, "--json", "-", "--workers", 2).stdout == run(folder, "--json", "-").stdout


def test_where_there_is_too_little_room_what_is_left_is_said(tmp_path: Path) -> None:
    write(stuck(), tmp_path)
    result = run(tmp_path)
    assert result.exit_code == 0
    assert "已证明再也放不下" in result.stdout


def test_it_speaks_english(folder: Path) -> None:
    assert "Shared stores" in run(folder, "--lang", "en").stdout


def test_a_plan_that_is_not_sound_is_not_written(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(province_plan.province, "faults", lambda *_, **__: ["G: takes too much"])
    result = run(folder, "--json", tmp_path / "plan.json")
    assert result.exit_code == 3
    assert "G: takes too much" in result.stderr
    assert not (tmp_path / "plan.json").exists()


@pytest.mark.parametrize("path", ["nowhere", "east.json"])
def test_what_is_no_folder_is_refused(path: str, folder: Path) -> None:
    assert "不是文件夹" in refused(run(folder / path))


def test_a_folder_without_the_shared_stores_is_refused(folder: Path) -> None:
    (folder / "shared.json").unlink()
    assert "没有共用库的文件" in refused(run(folder))


def test_two_files_of_shared_stores_are_refused(folder: Path) -> None:
    shared_workbook(folder / "共用库.xlsx", BORDER)
    assert "有几个共用库的文件" in refused(run(folder))


def test_a_folder_without_counties_is_refused(folder: Path) -> None:
    (folder / "east.json").unlink()
    (folder / "west.json").unlink()
    (folder / "shared.json").write_text("[]")
    assert "没有一个县的数据" in refused(run(folder))


def test_a_store_shared_with_an_unknown_county_is_refused_with_those_that_are_known(folder: Path) -> None:
    (folder / "west.json").rename(folder / "north.json")
    said = refused(run(folder))
    assert "共用库 G 写了县“west”" in said
    assert "east、north" in said


def test_a_store_named_twice_is_refused(folder: Path) -> None:
    (folder / "shared.json").write_bytes(province.shared_to_json(tiny().shared * 2))
    assert "恒温库编号 G 出现了两次" in refused(run(folder))


def test_a_store_both_own_and_shared_is_refused(folder: Path) -> None:
    (shared,) = tiny().shared
    own = replace(shared, store=replace(shared.store, code="K1"))
    (folder / "shared.json").write_bytes(province.shared_to_json((own,)))
    assert "自己的库里和共用库里都有" in refused(run(folder))


def test_a_county_given_twice_is_refused(folder: Path) -> None:
    peak_workbook(folder / "east.xlsx")
    assert "县编号 east 出现了两次" in refused(run(folder))


@pytest.mark.parametrize("name", ["east.json", "shared.json"])
def test_bad_json_is_refused_with_the_name_of_its_file(name: str, folder: Path) -> None:
    (folder / name).write_text('{"lots": 3}')
    said = refused(run(folder))
    assert name in said
    assert "JSON 读不懂" in said


def test_a_county_whose_figures_make_no_sense_is_refused_with_the_name_of_its_file(folder: Path) -> None:
    (east, _) = tiny().counties
    wrong = storage.to_json(east.problem).replace(b'"free_g":20000000', b'"free_g":-1')
    (folder / "east.json").write_bytes(wrong)
    said = refused(run(folder))
    assert "文件 east.json" in said
    assert "可用库容" in said


def test_a_workbook_that_is_none_is_refused_with_its_name(books: Path) -> None:
    (books / "隰县.xlsx").write_text("你好")
    assert "文件 隰县.xlsx" in refused(run(books))


def test_faulty_rows_are_named_with_their_file_and_cell(books: Path) -> None:
    peak_workbook(books / "隰县.xlsx", lots=((*MEI[:7], "-600", *MEI[8:]),))
    shared_workbook(books / "共用库.xlsx", (*BORDER[:6], "很多", *BORDER[7:]))
    said = refused(run(books))
    assert "隰县.xlsx 待储批次 H4 P1" in said
    assert "共用库.xlsx 共用库 G2 G1" in said
    assert "一共 2 处问题" in said


def test_copies_with_problems_marked_and_lock_files_are_no_counties(books: Path) -> None:
    (books / "隰县-问题.xlsx").write_text("")
    (books / "~$隰县.xlsx").write_text("")
    assert run(books).exit_code == 0


def test_what_was_read_is_never_written_over(books: Path) -> None:
    before = (books / "隰县.xlsx").read_bytes()
    assert "盖掉" in refused(run(books, "--out", books))
    assert (books / "隰县.xlsx").read_bytes() == before


def test_a_cluster_that_does_not_answer_is_said_in_words(folder: Path) -> None:
    assert "连不上 Ray 集群" in refused(run(folder, "--ray", "127.0.0.1:1"))


def test_a_store_of_the_county_s_own_is_planned_beside_the_shared_one(books: Path) -> None:
    peak_workbook(books / "隰县.xlsx", lots=(MEI,), stores=(GUO, FAR))
    assert run(books).exit_code == 0

"""汇总 and 对比: the big figures, and our plan beside what is done today."""

from xlsxwriter.worksheet import Worksheet

from lilian.kernel.quantity import GRAMS_PER_TONNE
from lilian.storage.papers.figures import Costs, costs, saving
from lilian.storage.papers.paper import Paper
from lilian.storage.papers.workbook.formats import Look, a4
from lilian.storage.papers.workbook.table import Cell, Column, set_widths, write_cell, write_header, write_rows

NOTE = "现行做法：按批次先后，送到最近的、还有空位的库。"
SCALED = "现行做法放下的果比本方案少，比较时按每吨成本折算到同样的吨数。"


def write_summary(sheet: Worksheet, look: Look, paper: Paper) -> None:
    a4(sheet, title=paper.title)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 22)
    sheet.set_column(2, 2, 44)
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, paper.title, look.title)
    sheet.write_string(1, 0, f"制表时间 {paper.made_at:%Y-%m-%d %H:%M}", look.note)
    row = _big_figures(sheet, look, paper, 3)
    sheet.write_string(row + 1, 0, "每天入库", look.heading)
    _days(sheet, look, paper, row + 2)


def _big_figures(sheet: Worksheet, look: Look, paper: Paper, row: int) -> int:
    plan, saved = paper.plan, saving(paper)
    proof = "已证明没有更省的安排" if plan.gap == 0 else "离理论最省还可能差这么多"
    used = len({each.store for each in plan.assignments})
    figures = (
        ("总成本", plan.cost_fen / 100, look.yuan, "运费、装卸费、延误损耗、仓储费合计"),
        ("比现行做法节省", saved.saved_fen / 100, look.yuan, SCALED if saved.scaled else NOTE),
        ("节省比例", saved.share, look.share, "节省金额除以现行做法的成本"),
        ("未安排", plan.unplaced_g / GRAMS_PER_TONNE, look.tonnes, f"{len(plan.unplaced)} 批，见“未安排”表"),
        ("已安排", plan.placed_g / GRAMS_PER_TONNE, look.tonnes, f"共 {len(paper.problem.lots)} 批，用到 {used} 座库"),
        ("成本下限", plan.lower_bound_fen / 100, look.yuan, "任何安排都不会低于这个数"),
        ("与下限的差距", plan.gap, look.share, proof),
        ("计划天数", paper.problem.terms.days, look.whole, f"从 {paper.problem.terms.first_day:%Y-%m-%d} 起"),
    )
    for name, value, number, note in figures:
        sheet.set_row(row, 24)
        sheet.write_string(row, 0, name, look.strong)
        write_cell(sheet, row, 1, value, number)
        sheet.write_string(row, 2, note, look.wrapped)
        row += 1
    return row


def _days(sheet: Worksheet, look: Look, paper: Paper, row: int) -> None:
    columns = (Column("日期", 24, look.day), Column("入库", 22, look.tonnes), Column("批次和库", 44, look.text))
    row = write_header(sheet, row, columns, look.header)
    rows: list[list[Cell]] = []
    for day in paper.days:
        today = [each for each in paper.plan.assignments if each.day == day]
        lots, stores = len({each.lot for each in today}), len({each.store for each in today})
        rows.append([day, sum(each.weight_g for each in today) / GRAMS_PER_TONNE, f"{lots} 批，进 {stores} 座库"])
    write_rows(sheet, row, columns, rows)


def write_comparison(sheet: Worksheet, look: Look, paper: Paper) -> None:
    a4(sheet, title=paper.title)
    columns = (
        Column("项目", 26, look.strong),
        Column("本方案", 20, look.yuan),
        Column("现行做法", 20, look.yuan),
        Column("相差（本方案减现行）", 22, look.yuan),
    )
    set_widths(sheet, columns)
    row = write_header(sheet, 0, columns, look.header)
    ours, theirs = costs(paper.problem, paper.plan), costs(paper.problem, paper.practice)
    for name, number, values in _compared(look, ours, theirs):
        sheet.write_string(row, 0, name, look.strong)
        for column, value in enumerate((*values, round(values[0] - values[1], 3)), start=1):
            sheet.write_number(row, column, value, number)
        row += 1
    sheet.merge_range(row + 1, 0, row + 2, 3, "", look.note)
    sheet.write_string(row + 1, 0, NOTE + (SCALED if saving(paper).scaled else ""), look.note)


def _compared(look: Look, ours: Costs, theirs: Costs):  # type: ignore[no-untyped-def]
    tonne_km = look.cell('#,##0"吨公里"')
    money = (
        ("运费", ours.freight_fen, theirs.freight_fen),
        ("装卸费", ours.handling_fen, theirs.handling_fen),
        ("延误损耗", ours.delay_fen, theirs.delay_fen),
        ("仓储费", ours.fee_fen, theirs.fee_fen),
        ("总成本", ours.total_fen, theirs.total_fen),
    )
    yield from ((name, look.yuan, (a / 100, b / 100)) for name, a, b in money)
    per_tonne = [
        each.total_fen / 100 * GRAMS_PER_TONNE / each.placed_g if each.placed_g else 0.0 for each in (ours, theirs)
    ]
    yield "平均每吨成本", look.yuan, tuple(per_tonne)
    yield "运输量", tonne_km, (ours.tonne_km, theirs.tonne_km)
    yield "已安排", look.tonnes, (ours.placed_g / GRAMS_PER_TONNE, theirs.placed_g / GRAMS_PER_TONNE)
    yield "未安排", look.tonnes, (ours.unplaced_g / GRAMS_PER_TONNE, theirs.unplaced_g / GRAMS_PER_TONNE)
    yield "用到的库（座）", look.whole, (ours.stores_used, theirs.stores_used)

"""各库到货单 and 各村发运单: one page or more for each store and each village, to print, carry and sign."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from xlsxwriter.worksheet import Worksheet

from lilian.kernel.quantity import GRAMS_PER_KG
from lilian.planning.storage import Assignment
from lilian.storage.papers.paper import Paper
from lilian.storage.papers.words import tonnes
from lilian.storage.papers.workbook.formats import Look, a4
from lilian.storage.papers.workbook.table import Cell, Column, set_widths, write_cell, write_header, write_rows

Groups = Mapping[str, list[Assignment]]


def write_arrivals(sheet: Worksheet, look: Look, paper: Paper) -> None:
    """For the keeper: what comes on which day; the weighed amount and the signature are written in by hand."""
    columns = (
        Column("到货日", 9, look.day),
        Column("批次号", 16, look.text),
        Column("收购点", 16, look.text),
        Column("品种", 10, look.text),
        Column("等级", 7, look.text),
        Column("应收", 12, look.kilos),
        Column("路程", 10, look.km),
        Column("实收（公斤）", 13, look.text),
        Column("签字", 13, look.text),
    )
    lots = paper.lots

    def cells(each: Assignment) -> list[Cell]:
        note = paper.lot_note(each.lot)
        weight = each.weight_g / GRAMS_PER_KG
        return [
            each.day,
            each.lot,
            note.point or note.village,
            lots[each.lot].variety,
            note.grade,
            weight,
            each.road_km,
            None,
            None,
        ]

    def heading(code: str, group: list[Assignment]) -> str:
        note = paper.store_note(code)
        keeper = f" 联系人 {note.keeper}" if note.keeper else ""
        return f"{code} {note.name} {note.town}{keeper} 共 {len(group)} 批次，{tonnes(_weight(group), 3)} 吨"

    groups = _grouped(paper.plan.assignments, lambda each: each.store)
    _write_groups(sheet, look, paper.title, columns, groups, heading, cells)


def write_dispatches(sheet: Worksheet, look: Look, paper: Paper) -> None:
    """For the village: which lot goes where, and when."""
    columns = (
        Column("发运日", 9, look.day),
        Column("批次号", 16, look.text),
        Column("收购点", 16, look.text),
        Column("品种", 10, look.text),
        Column("数量", 12, look.kilos),
        Column("送往", 24, look.text),
        Column("乡镇", 10, look.text),
        Column("路程", 10, look.km),
        Column("签字", 12, look.text),
    )
    lots = paper.lots

    def cells(each: Assignment) -> list[Cell]:
        note, store = paper.lot_note(each.lot), paper.store_note(each.store)
        weight = each.weight_g / GRAMS_PER_KG
        where = f"{each.store} {store.name}"
        return [each.day, each.lot, note.point, lots[each.lot].variety, weight, where, store.town, each.road_km, None]

    def heading(village: str, group: list[Assignment]) -> str:
        return f"{village} 共 {len(group)} 批，{tonnes(_weight(group), 3)} 吨"

    groups = _grouped(paper.plan.assignments, lambda each: paper.lot_note(each.lot).village)
    _write_groups(sheet, look, paper.title, columns, groups, heading, cells)


def _write_groups(
    sheet: Worksheet,
    look: Look,
    title: str,
    columns: tuple[Column, ...],
    groups: Groups,
    heading: Callable[[str, list[Assignment]], str],
    cells: Callable[[Assignment], list[Cell]],
) -> None:
    """Groups one under the other, a page break after each; the column names repeat on every page."""
    a4(sheet, title=title, landscape=True, repeat=(0, 0))
    set_widths(sheet, columns)
    row = write_header(sheet, 0, columns, look.header)
    sheet.freeze_panes(row, 0)
    weight_at = next(number for number, column in enumerate(columns) if column.look is look.kilos)
    breaks = []
    for code, group in groups.items():
        sheet.set_row(row, 26)
        sheet.write_string(row, 0, heading(code, group), look.heading)
        for column in range(1, len(columns)):
            sheet.write_blank(row, column, None, look.heading)
        row = write_rows(sheet, row + 1, columns, (cells(each) for each in group))
        write_cell(sheet, row, weight_at - 1, "合计", look.strong)
        write_cell(sheet, row, weight_at, _weight(group) / GRAMS_PER_KG, look.kilos_total)
        row += 1
        breaks.append(row)
    sheet.set_h_pagebreaks(breaks[:-1])


def _grouped(assignments: Iterable[Assignment], key: Callable[[Assignment], str]) -> Groups:
    groups: dict[str, list[Assignment]] = defaultdict(list)
    for each in sorted(assignments, key=lambda each: (key(each), each.day, each.lot, each.store)):
        groups[key(each)].append(each)
    return groups


def _weight(group: Iterable[Assignment]) -> int:
    return sum(each.weight_g for each in group)

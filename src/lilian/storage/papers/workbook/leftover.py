"""未安排 and 库位价格: what found no place and what would help; what one more tonne of room would be worth."""

from xlsxwriter.worksheet import Worksheet

from lilian.kernel.quantity import GRAMS_PER_KG, GRAMS_PER_TONNE
from lilian.kernel.refusal import untranslated
from lilian.storage.papers.paper import Paper
from lilian.storage.papers.words import reason, worth_words
from lilian.storage.papers.workbook.formats import Look, a4
from lilian.storage.papers.workbook.table import Column, set_widths, write_header, write_rows

NOTHING = "还够用，多腾、多收都不会更省"
PRICES = (
    "库位价、入库价：再多 1 吨库位、最紧一天再多收 1 吨，最多能省多少，是上限；越高越紧。"
    "有果没处放时，价只用来比高低，实际的意思看最后一栏。"
)


def write_unplaced(sheet: Worksheet, look: Look, paper: Paper) -> None:
    a4(sheet, title=paper.title, landscape=True, repeat=(0, 0))
    columns = (
        Column("批次号", 16, look.text),
        Column("村", 12, look.text),
        Column("品种", 10, look.text),
        Column("数量", 13, look.kilos),
        Column("为什么没有安排", 44, look.wrapped),
        Column("怎么办", 44, look.wrapped),
    )
    set_widths(sheet, columns)
    row = write_header(sheet, 0, columns, look.header)
    if not paper.plan.unplaced:
        sheet.write_string(row, 0, "全部批次都已安排。", look.note)
        return
    lots = paper.lots
    write_rows(
        sheet,
        row,
        columns,
        (
            [
                each.lot,
                paper.lot_note(each.lot).village,
                lots[each.lot].variety,
                each.weight_g / GRAMS_PER_KG,
                reason(each.why, untranslated),
                reason(each.remedy, untranslated),
            ]
            for each in paper.plan.unplaced
        ),
    )


def write_prices(sheet: Worksheet, look: Look, paper: Paper) -> None:
    a4(sheet, title=paper.title, repeat=(0, 0))
    columns = (
        Column("库编号", 9, look.text),
        Column("库名", 22, look.text),
        Column("乡镇", 11, look.text),
        Column("本次入库", 13, look.tonnes),
        Column("还空", 12, look.tonnes),
        Column("库位价（元/吨）", 12, look.price),
        Column("入库价（元/吨）", 12, look.price),
        Column("意思是", 44, look.wrapped),
    )
    set_widths(sheet, columns)
    row = write_header(sheet, 0, columns, look.header)
    states = sorted(paper.plan.store_states, key=lambda state: (-state.price_fen_per_tonne, state.store))
    row = write_rows(
        sheet,
        row,
        columns,
        (
            [
                state.store,
                paper.store_note(state.store).name,
                paper.store_note(state.store).town,
                state.used_g / GRAMS_PER_TONNE,
                state.free_g / GRAMS_PER_TONNE,
                state.price_fen_per_tonne / 100,
                state.dock_price_fen_per_tonne / 100,
                worth_words(paper, state, untranslated) or NOTHING,
            ]
            for state in states
        ),
    )
    sheet.merge_range(row + 1, 0, row + 2, len(columns) - 1, "", look.note)
    sheet.write_string(row + 1, 0, PRICES, look.note)

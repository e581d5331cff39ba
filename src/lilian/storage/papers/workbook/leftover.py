"""未安排 and 库位价格: what found no place and what would help; what one more tonne of room would be worth."""

from xlsxwriter.worksheet import Worksheet

from lilian.kernel.quantity import GRAMS_PER_KG, GRAMS_PER_TONNE
from lilian.kernel.refusal import untranslated
from lilian.planning.storage import StoreState
from lilian.storage.papers.paper import Paper
from lilian.storage.papers.words import exact_yuan, reason
from lilian.storage.papers.workbook.formats import Look, a4
from lilian.storage.papers.workbook.table import Column, set_widths, write_header, write_rows


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
                reason(each.remedy, untranslated) if each.remedy else "",
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
        Column("每吨库位值", 13, look.yuan),
        Column("意思是", 38, look.wrapped),
    )
    set_widths(sheet, columns)
    row = write_header(sheet, 0, columns, look.header)
    states = sorted(paper.plan.store_states, key=lambda state: (-state.price_fen_per_tonne, state.store))
    write_rows(
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
                price_words(state),
            ]
            for state in states
        ),
    )


def price_words(state: StoreState) -> str:
    """The price of a tonne of room, as a keeper or an office clerk would say it."""
    if state.price_fen_per_tonne > 0:
        return f"这座库多腾出 1 吨,全县可再省约 {exact_yuan(state.price_fen_per_tonne)} 元"
    return "还有空位,多腾也不会更省" if state.free_g > 0 else "多腾也不会更省"

"""The look of the workbook: one place for fonts, number formats and the A4 page."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

FONT = "微软雅黑"
A4 = 9
GREEN, PALE, LINE, GREY = "#3F7D20", "#EDF3E7", "#C9CBBD", "#6D7366"
YUAN, TONNES, KM, SHARE = '#,##0.00"元"', '#,##0.000"吨"', '0.0"公里"', "0.0%"
KILOS_WHOLE = '#,##0"公斤"'


@dataclass(frozen=True)
class Look:
    """The formats of one workbook, made once each."""

    book: Workbook

    def _format(self, **properties: Any) -> Format:
        return self.book.add_format({"font_name": FONT, "font_size": 10.5, "valign": "vcenter", **properties})

    def cell(self, number: str = "", **properties: Any) -> Format:
        """A table cell with a thin line around it."""
        numbered = {"num_format": number, "align": "right"} if number else {}
        return self._format(border=1, border_color=LINE, **{**numbered, **properties})

    @cached_property
    def title(self) -> Format:
        return self._format(font_size=16, bold=True)

    @cached_property
    def heading(self) -> Format:
        return self._format(font_size=12, bold=True, font_color=GREEN, bottom=2, bottom_color=GREEN)

    @cached_property
    def note(self) -> Format:
        return self._format(font_size=9, font_color=GREY, text_wrap=True, valign="top")

    @cached_property
    def header(self) -> Format:
        return self.cell(bold=True, bg_color=PALE, align="center", text_wrap=True)

    @cached_property
    def text(self) -> Format:
        return self.cell()

    @cached_property
    def wrapped(self) -> Format:
        return self.cell(text_wrap=True)

    @cached_property
    def strong(self) -> Format:
        return self.cell(bold=True)

    @cached_property
    def whole(self) -> Format:
        return self.cell("#,##0")

    @cached_property
    def yuan(self) -> Format:
        return self.cell(YUAN)

    @cached_property
    def price(self) -> Format:
        return self.cell("#,##0.00")

    @cached_property
    def tonnes(self) -> Format:
        return self.cell(TONNES)

    @cached_property
    def kilos(self) -> Format:
        return self.cell(KILOS_WHOLE)

    @cached_property
    def kilos_total(self) -> Format:
        return self.cell(KILOS_WHOLE, bold=True, bg_color=PALE)

    @cached_property
    def km(self) -> Format:
        return self.cell(KM)

    @cached_property
    def share(self) -> Format:
        return self.cell(SHARE)

    @cached_property
    def day(self) -> Format:
        return self.cell("m月d日", align="center")


def a4(sheet: Worksheet, *, title: str, landscape: bool = False, repeat: tuple[int, int] | None = None) -> None:
    """One page wide, numbered, with the title above and room to bind."""
    sheet.set_paper(A4)
    if landscape:
        sheet.set_landscape()
    else:
        sheet.set_portrait()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.4, top=0.7, bottom=0.6)
    sheet.set_header(f'&L&"{FONT},常规"&9{_plain(title)}&R&"{FONT},常规"&9&A')
    sheet.set_footer(f'&C&"{FONT},常规"&9第 &P 页，共 &N 页&R&"{FONT},常规"&9打印于 &D')
    if repeat:
        sheet.repeat_rows(*repeat)


def _plain(text: str) -> str:
    """`&` starts a code in headers; said twice it is itself. Excel allows 255 characters in all."""
    return text.replace("&", "&&")[:80]

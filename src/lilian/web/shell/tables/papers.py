"""The workbooks of the flow: the file back with red cells, the rows left over, the export, the empty form."""

from dataclasses import replace
from datetime import datetime

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext

from lilian.base.actors import Actor
from lilian.sheets import Book, Sheet
from lilian.sheets.export import export_xlsx
from lilian.sheets.marked import marked_copy
from lilian.web.shell.tables.check import Verdict
from lilian.web.shell.tables.flow import TableFlow

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_download(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-store"
    return response


def marked(verdict: Verdict) -> bytes:
    """The whole workbook, every bad cell red."""
    reading = verdict.reading
    return marked_copy(verdict.book, verdict.problems, {sheet_of(verdict).name: reading.header_row})


def rest(verdict: Verdict) -> bytes:
    """The titles and the rows at fault alone, marked, to be put right and sent again."""
    reading, sheet = verdict.reading, sheet_of(verdict)
    numbers = verdict.bad_numbers
    kept = sheet.rows[: reading.header_row] + [sheet.rows[number - 1] for number in numbers]
    at = {number: reading.header_row + place for place, number in enumerate(numbers, 1)}
    problems = [replace(one, row=at[one.row]) for one in verdict.problems if one.row in at]
    book = Book([Sheet(sheet.name, kept)], verdict.book.epoch_1904, verdict.book.name)
    return marked_copy(book, problems, {sheet.name: reading.header_row})


def sheet_of(verdict: Verdict) -> Sheet:
    """The sheet the table was read from; a CSV file or a paste has one without a name."""
    for sheet in verdict.book.sheets:
        if sheet.name in (verdict.reading.sheet, ""):
            return sheet
    return verdict.book.sheets[0]


def exported(flow: TableFlow, actor: Actor, now: datetime) -> bytes:
    """Every row the actor may see, with who took it out and when above the titles."""
    at = timezone.localtime(now).strftime("%Y-%m-%d %H:%M")
    note = gettext("%(name)s 于 %(at)s 从梨联导出") % {"name": actor.name, "at": at}
    return export_xlsx([(flow.table, flow.rows(actor))], note=note)


def empty_form(flow: TableFlow) -> bytes:
    return export_xlsx([(flow.table, ())])


def file_name(flow: TableFlow, word: str, now: datetime) -> str:
    return f"{flow.table.sheet}-{word}-{timezone.localdate(now):%Y%m%d}.xlsx"

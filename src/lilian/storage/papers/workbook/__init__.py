"""A plan as a workbook an office prints and sends. Printed papers are always in Chinese."""

from collections.abc import Callable
from io import BytesIO

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from lilian.storage.papers.paper import Paper
from lilian.storage.papers.workbook.formats import Look
from lilian.storage.papers.workbook.leftover import write_prices, write_unplaced
from lilian.storage.papers.workbook.lists import write_arrivals, write_dispatches
from lilian.storage.papers.workbook.summary import write_comparison, write_summary

SHEETS: tuple[tuple[str, Callable[[Worksheet, Look, Paper], None]], ...] = (
    ("汇总", write_summary),
    ("对比", write_comparison),
    ("各库到货单", write_arrivals),
    ("各村发运单", write_dispatches),
    ("未安排", write_unplaced),
    ("库位价格", write_prices),
)


def plan_workbook(paper: Paper) -> bytes:
    """The .xlsx file, byte for byte the same for the same paper."""
    kept = BytesIO()
    book = Workbook(kept, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": paper.title, "created": paper.made_at.replace(tzinfo=None)})
    look = Look(book)
    for name, write in SHEETS:
        write(book.add_worksheet(name), look, paper)
    book.close()
    return kept.getvalue()

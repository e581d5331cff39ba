"""Cells of an xlsx that the reader shows as empty though they are not: failed formulas and formulas never computed."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml import ElementTree

from lilian.sheets.cells import CellError, Sheet

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
IN_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
IN_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
CELL = re.compile(rb"<c\b([^>]*)(?<!/)>(.*?)</c>", re.S)
REFERENCE = re.compile(rb"\sr=[\"']([A-Z]{1,3})(\d+)[\"']")
SHOWN = re.compile(rb"<v>([^<]+)</v>")


def mark_errors(data: bytes, sheets: list[Sheet]) -> bool:
    """Put a `CellError` into every cell that failed; True if the workbook counts its days from 1904."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        workbook = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        parts = dict(_parts(archive, workbook))
        for sheet in sheets:
            part = parts.get(sheet.name)
            if part in archive.namelist():
                _mark(sheet, archive.read(part))
    return any(tag.get("date1904") in ("1", "true") for tag in workbook.iter() if tag.tag.endswith("}workbookPr"))


def _parts(archive: zipfile.ZipFile, workbook: Element) -> Iterator[tuple[str, str]]:
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    for tag in workbook.iter():
        if tag.tag in (f"{MAIN}sheet", f"{STRICT}sheet"):
            target = targets.get(tag.get(f"{{{IN_OFFICE}}}id") or tag.get(f"{{{IN_STRICT}}}id"), "")
            yield tag.get("name", ""), posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _mark(sheet: Sheet, xml: bytes) -> None:
    if b"<f" not in xml and b't="e"' not in xml:
        return
    for cell in CELL.finditer(xml):
        attributes, inside = cell[1], cell[2]
        failed = b't="e"' in attributes or b"t='e'" in attributes
        if failed or (b"<f" in inside and not SHOWN.search(inside) and b't="str"' not in attributes):
            _put(sheet, attributes, SHOWN.search(inside) if failed else None)


def _put(sheet: Sheet, attributes: bytes, shown: re.Match[bytes] | None) -> None:
    reference = REFERENCE.search(attributes)
    if not reference:
        return
    column = 0
    for letter in reference[1]:
        column = column * 26 + letter - 64
    row = sheet.rows[int(reference[2]) - 1] if int(reference[2]) <= len(sheet.rows) else []
    if column <= len(row):
        row[column - 1] = CellError(shown[1].decode("utf-8", "replace") if shown else "")

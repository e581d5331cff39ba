"""What a file is, by its first bytes and its members, whatever its name says."""

from collections.abc import Collection

from lilian.sheets.refusals import HtmlInside, UnknownType

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
OLD_BIFF = (b"\x09\x08\x10\x00", b"\x09\x08\x08\x00", b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
WEB_STARTS = (b"<", b"mime-version:", b"%pdf", b"{\\rtf", b"from:")
UTF16 = (b"\xff\xfe", b"\xfe\xff")
SPOKEN = {"xlsx": ".xlsx", "xls": ".xls", "xlsb": ".xlsb", "ods": ".ods", "text": "CSV"}


def kind_of(data: bytes) -> str:
    """`zip`, `xls` or `text`.

    :raises HtmlInside: for web pages and XML in a table's clothes
    :raises UnknownType: for any other binary file
    """
    if data.startswith(ZIP):
        return "zip"
    if data.startswith(OLE):
        return "xls"
    head = data[:4096]
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(WEB_STARTS):
        raise HtmlInside()
    if head.startswith(UTF16):
        return "text"
    if b"\0" in head or head.startswith(OLD_BIFF):
        raise UnknownType(name="")
    return "text"


def kind_of_zip(names: Collection[str]) -> str:
    """`xlsx`, `xlsb` or `ods`.

    :raises UnknownType: if the container is none of them
    """
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "content.xml" in names and "mimetype" in names:
        return "ods"
    raise UnknownType(name="ZIP")

"""What an old .xls container may hold: looked at by its directory names and the records that tell of a password."""

from lilian.sheets.refusals import Encrypted, HasMacros, UnknownType

ENCRYPTED_STREAMS = ("EncryptedPackage", "EncryptionInfo", "DataSpaces")
MACRO_STREAMS = ("_VBA_PROJECT_CUR", "_VBA_PROJECT", "Macros")
WORKBOOK_STREAMS = ("Workbook", "Book")
BOF8 = b"\x09\x08\x10\x00\x00\x06"
FILEPASS = 0x2F
RECORDS_TO_LOOK_AT = 12  # FILEPASS stands right behind the first records


def check(data: bytes) -> None:
    """:raises FileRefused: for a password, macros, or another program's file in this container"""
    if _has(data, ENCRYPTED_STREAMS) or _has_file_password(data):
        raise Encrypted()
    if _has(data, MACRO_STREAMS):
        raise HasMacros()
    if not _has(data, WORKBOOK_STREAMS):
        raise UnknownType(name="OLE")


def _has(data: bytes, names: tuple[str, ...]) -> bool:
    """Directory entries are UTF-16 names padded with zeros to 64 bytes."""
    return any(name.encode("utf-16-le") + b"\0\0" in data for name in names)


def _has_file_password(data: bytes) -> bool:
    start = data.find(BOF8)
    for _ in range(RECORDS_TO_LOOK_AT):
        if start < 0 or start + 4 > len(data):
            return False
        if int.from_bytes(data[start : start + 2], "little") == FILEPASS:
            return True
        start += 4 + int.from_bytes(data[start + 2 : start + 4], "little")
    return False

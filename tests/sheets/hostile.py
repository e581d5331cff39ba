"""Files nobody should have to parse, made in memory: `corpus` gives named kinds in turn, each a little different."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
    ' Target="{target}"{mode}/></Relationships>'
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORKBOOK = (
    f'<?xml version="1.0"?><workbook xmlns="{MAIN}"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
SHEET = f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>{{}}</sheetData></worksheet>'
ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>'

Made = tuple[str, bytes]


def members(rows: str = ROW) -> dict[str, bytes]:
    """The parts of a small good workbook."""
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": RELATIONS.format(kind="officeDocument", target="xl/workbook.xml", mode=""),
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": RELATIONS.format(kind="worksheet", target="worksheets/sheet1.xml", mode=""),
        "xl/worksheets/sheet1.xml": SHEET.format(rows),
    }
    return {name: text.encode() for name, text in parts.items()}


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return target.getvalue()


def good() -> Made:
    return "good.xlsx", zipped(members())


def flat_bomb(dice: random.Random) -> Made:
    spaces = b" " * dice.randrange(30, 60) * 1_000_000
    return "bomb.xlsx", zipped(members() | {"xl/worksheets/sheet1.xml": SHEET.format("").encode() + spaces})


def nested_bomb(dice: random.Random) -> Made:
    inner = zipped({"zeros": bytes(dice.randrange(1, 5) * 1_000_000)})
    return "nested.xlsx", zipped(members() | {"xl/embeddings/inner.zip": inner})


def forged_size(dice: random.Random) -> Made:
    """The table of contents says the member is small; the stream says otherwise."""
    data = bytearray(zipped(members() | {"xl/media/pad.xml": bytes(dice.randrange(5, 20) * 1_000_000)}))
    at = data.rfind(b"PK\x01\x02")
    struct.pack_into("<L", data, at + 24, 100)
    return "forged.xlsx", bytes(data)


def overlapping(dice: random.Random) -> Made:
    """Many entries that all point at one stream."""
    data = zipped(members() | {"xl/media/one.xml": dice.randbytes(2000)})
    start = data.rfind(b"PK\x01\x02")
    end = data.rfind(b"PK\x05\x06")
    entry = data[start:end]
    copies = b"".join(entry.replace(b"one.xml", f"{n:03d}.xml".encode()) for n in range(50))
    count = struct.unpack_from("<H", data, end + 10)[0] + 50
    tail = bytearray(data[end:])
    struct.pack_into("<HHL", tail, 8, count, count, struct.unpack_from("<L", tail, 12)[0] + len(copies))
    return "overlap.xlsx", data[:end] + copies + bytes(tail)


def many_members(dice: random.Random) -> Made:
    return "many.xlsx", zipped(members() | {f"xl/media/{n}.bin": b"" for n in range(dice.randrange(201, 3000))})


def entities(dice: random.Random) -> Made:
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, dice.randrange(6, 12)))
    text = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY e0 "ha">{lines}]>' + SHEET.format("&e5;")[21:]
    return "laughs.xlsx", zipped(members() | {"xl/worksheets/sheet1.xml": text.encode()})


def outside_entity(dice: random.Random) -> Made:
    target = dice.choice(["file:///etc/passwd", "http://127.0.0.1:9/x", "file:///c:/boot.ini"])
    text = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "{target}">]>' + SHEET.format("&x;")[21:]
    part = dice.choice(["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "docProps/core.xml"])
    return "xxe.xlsx", zipped(members() | {part: text.encode()})


def hidden_in_utf16(dice: random.Random) -> Made:
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE w [<!ENTITY x "y">]>' + SHEET.format("&x;")[21:]
    return "utf16.xlsx", zipped(
        members() | {"xl/worksheets/sheet1.xml": text.encode(dice.choice(["utf-16", "utf-16-be"]))}
    )


def macros(dice: random.Random) -> Made:
    part = dice.choice(["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml", "xl/activeX/activeX1.xml"])
    return dice.choice(["macro.xlsx", "macro.xlsm"]), zipped(members() | {part: dice.randbytes(100)})


def macro_type(dice: random.Random) -> Made:
    text = CONTENT_TYPES.replace("sheet.main+xml", "sheet.macroEnabled.main+xml")
    return "macro.xlsx", zipped(members() | {"[Content_Types].xml": text.encode(), "x.bin": dice.randbytes(9)})


def outside_link(dice: random.Random) -> Made:
    if dice.random() < 0.5:
        return "link.xlsx", zipped(members() | {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"})
    kind, mode = dice.choice(["image", "oleObject", "attachedTemplate"]), ' TargetMode="External"'
    rels = RELATIONS.format(kind=kind, target="http://127.0.0.1:9/x", mode=mode)
    return "link.xlsx", zipped(members() | {"xl/worksheets/_rels/sheet1.xml.rels": rels.encode()})


def compound(names: list[str], dice: random.Random) -> bytes:
    """The look of an OLE file: its first bytes and its directory."""
    directory = b"".join(name.encode("utf-16-le").ljust(64, b"\0") + bytes(64) for name in names)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + directory + dice.randbytes(1000)


def locked(dice: random.Random) -> Made:
    data = compound(["Root Entry", "EncryptionInfo", "EncryptedPackage"], dice)
    return dice.choice(["locked.xlsx", "locked.xls"]), data


def locked_members(dice: random.Random) -> Made:
    data = bytearray(zipped(members() | {"x.bin": dice.randbytes(9)}))
    at = data.find(b"PK\x01\x02")
    struct.pack_into("<H", data, at + 8, struct.unpack_from("<H", data, at + 8)[0] | 1)
    return "locked.xlsx", bytes(data)


def old_macros(dice: random.Random) -> Made:
    return "old.xls", compound(["Root Entry", "Workbook", "_VBA_PROJECT_CUR"], dice)


def word_file(dice: random.Random) -> Made:
    return "letter.xls", compound(["Root Entry", "WordDocument"], dice)


def broken_old(dice: random.Random) -> Made:
    return "broken.xls", compound(["Root Entry", "Workbook"], dice)


def slipping(dice: random.Random) -> Made:
    name = dice.choice(["../../evil.xml", "/etc/evil", "xl/../../evil", "C:/evil.xml", "..\\evil.xml"])
    return "slip.xlsx", zipped(members() | {name: b"x"})


def twofold(dice: random.Random) -> Made:
    data = zipped(members() | {"xl/worksheets/sheet2.xml": dice.randbytes(50)})
    return "twofold.xlsx", data.replace(b"sheet2.xml", b"sheet1.xml")


def far_cell(dice: random.Random) -> Made:
    where = dice.choice(["XFD1048576", "A1048576", "ZZ9", "A200001", "ABCD1"])
    return "far.xlsx", zipped(members(f'{ROW}<row r="2"><c r="{where}"><v>1</v></c></row>'))


def far_cell_oddly_written(dice: random.Random) -> Made:
    cell = dice.choice(["<c r='XFD1048576'><v>1</v></c>", '<c\nr = "A900000"><v>1</v></c>'])
    return "far.xlsx", zipped(members(f"{ROW}<row>{cell}</row>"))


def one_long_text_a_thousand_times(dice: random.Random) -> Made:
    """Small on disk and unpacked, huge once every cell has its own copy."""
    text = "".join(dice.choices("abcdefghij", k=200_000))
    cells = "".join(f'<c r="A{n}" t="s"><v>0</v></c>' for n in range(2, 60_000))
    shared = f'<?xml version="1.0"?><sst xmlns="{MAIN}"><si><t>{text}</t></si></sst>'.encode()
    kinds = CONTENT_TYPES.encode().replace(
        b"</Types>",
        b'<Override PartName="/xl/sharedStrings.xml" ContentType='
        b'"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
    )
    relations = members()["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"'
        b' Target="sharedStrings.xml"/></Relationships>',
    )
    parts = {"[Content_Types].xml": kinds, "xl/_rels/workbook.xml.rels": relations, "xl/sharedStrings.xml": shared}
    return "copies.xlsx", zipped(members(f"<row>{cells}</row>") | parts)


def corners(dice: random.Random) -> Made:
    """Two cells within the limits, a sheet of millions between them."""
    far = f"{dice.choice('RSTUVWXYZ')}{dice.randrange(150_000, 199_999)}"
    return "corners.xlsx", zipped(members(f'<row><c r="A1"><v>1</v></c><c r="{far}"><v>1</v></c></row>'))


def cells_without_places(dice: random.Random) -> Made:
    cells = "<c><v>1</v></c>" * dice.randrange(4_100_000, 4_500_000)
    return "flood.xlsx", zipped(members(f"<row>{cells}</row>") | {"x": dice.randbytes(700_000)})


def endless_text(dice: random.Random) -> Made:
    text = "a" * dice.randrange(50_000_000, 90_000_000)
    cell = f'<row><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>'
    return "endless.xlsx", zipped(members(cell) | {"x": dice.randbytes(1_000_000)})


def truncated(dice: random.Random) -> Made:
    data = good()[1]
    return "cut.xlsx", data[: dice.randrange(30, len(data) - 10)]


def scrambled(dice: random.Random) -> Made:
    """A good zip whose sheet stream was damaged on the way."""
    data = bytearray(zipped(members(ROW * 50)))
    at = data.find(b"sheet1.xml") + 12
    data[at : at + 8] = dice.randbytes(8)
    return "scrambled.xlsx", bytes(data)


def broken_xml(dice: random.Random) -> Made:
    part = dice.choice(["xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
    return "xml.xlsx", zipped(members() | {part: b'<?xml version="1.0"?><a><b c="' + dice.randbytes(20).hex().encode()})


def web_page(dice: random.Random) -> Made:
    start = dice.choice(
        ["<html><table>", "<!DOCTYPE html>", "\ufeff<table>", "  \n<HTML>", "<?xml version='1.0'?><Workbook>"]
    )
    return dice.choice(["page.xls", "page.xlsx", "page.csv"]), (start + "<tr><td>1</td></tr>").encode()


def wrong_name(dice: random.Random) -> Made:
    contents = [b"a\tb\n1\t2\n", good()[1], b"%PDF-1.7 x", b"\x89PNG\r\n\x1a\n" + bytes(50), b"MZ" + bytes(100)]
    data = dice.choice(contents)
    return ("wrong.csv" if data[:2] == b"PK" else dice.choice(["wrong.xls", "wrong.xlsx", "wrong.ods"])), data


def other_file(dice: random.Random) -> Made:
    return f"thing{dice.choice(['.exe', '.pdf', '.zip', '.docx', '.html', ''])}x", dice.randbytes(500)


def noise(dice: random.Random) -> Made:
    return "noise.csv", b"\x00\xff\xfe" + dice.randbytes(dice.randrange(100, 5000))


def too_big(dice: random.Random) -> Made:
    return dice.choice(["big.csv", "big.xlsx"]), b"1,2,3\n" * (21 * 1024 * 1024 // 6)


def too_wide(dice: random.Random) -> Made:
    return "wide.csv", b",".join([b"x"] * dice.randrange(300, 5000)) + b"\n"


def too_many_lines(dice: random.Random) -> Made:
    return "long.csv", b"1\n" * dice.randrange(200_001, 400_000)


def locked_document(dice: random.Random) -> Made:
    manifest = b'<manifest:manifest xmlns:manifest="m"><manifest:encryption-data/></manifest:manifest>'
    return "locked.ods", zipped(document() | {"META-INF/manifest.xml": manifest, "x": dice.randbytes(9)})


def document_macros(dice: random.Random) -> Made:
    return "macro.ods", zipped(document() | {"Basic/Standard/Module1.xml": dice.randbytes(30)})


def repeated(dice: random.Random) -> Made:
    """One cell, said to be there a thousand million times."""
    times = dice.choice([1_048_576, 2_000_000_000])
    cell = f'<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="{times}"/>'
    row = f'<table:table-row table:number-rows-repeated="{times}">{cell}</table:table-row>'
    return "repeat.ods", zipped(document(row))


def document(rows: str = "") -> dict[str, bytes]:
    names = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
    body = f'<office:body><office:spreadsheet><table:table table:name="S">{rows}</table:table></office:spreadsheet>'
    content = f'<?xml version="1.0"?><office:document-content {names}>{body}</office:body></office:document-content>'
    mimetype = b"application/vnd.oasis.opendocument.spreadsheet"
    return {"mimetype": mimetype, "META-INF/manifest.xml": b"<m/>", "content.xml": content.encode()}


def bad_crc(dice: random.Random) -> Made:
    data = bytearray(zipped(members() | {"x.bin": dice.randbytes(9)}))
    at = data.find(b"PK\x01\x02")
    struct.pack_into("<L", data, at + 16, zlib.crc32(dice.randbytes(4)))
    return "crc.xlsx", bytes(data)


def empty(dice: random.Random) -> Made:
    return dice.choice(["empty.xlsx", "empty.csv"]), b""


KINDS: tuple[Callable[[random.Random], Made], ...] = (
    flat_bomb, nested_bomb, forged_size, overlapping, many_members, entities, outside_entity, hidden_in_utf16, macros,
    macro_type, outside_link, locked, locked_members, old_macros, word_file, broken_old, slipping, twofold, far_cell,
    far_cell_oddly_written, one_long_text_a_thousand_times, corners, cells_without_places,
    endless_text, truncated, scrambled, broken_xml, web_page, wrong_name,
    other_file, noise, too_big, too_wide, too_many_lines, locked_document, document_macros, repeated, bad_crc, empty,
)  # fmt: skip


def corpus(count: int, seed: int) -> Iterator[tuple[str, str, bytes]]:
    """Kind, file name and bytes of each."""
    dice = random.Random(seed)
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        yield kind.__name__, *kind(dice)

"""Labels of boxes as PDF, one a page: `labels.typ` sets them, a QR code of level Q leads to the box's page.

The QR code is written by zxing-cpp, four times as fast as segno, which writes them in Python. It is handed to Typst as
a PNG of a few hundred bytes.
"""

import json
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import typst
import zxingcpp
from numpy.typing import NDArray

from lilian.kernel import codes

TEMPLATE = Path(__file__).with_name("labels.typ")
SIZES = {"100x70": (100, 70), "60x40": (60, 40)}  # millimetres
LEVEL = "Q"  # a quarter of the code may be dirty or torn


@dataclass(frozen=True)
class Label:
    """What stands on a box. `code` is its serial, `batch` its packing's; `net` and `pieces` are ready to read."""

    name: str
    variety: str
    grade: str
    net: str
    pieces: str
    packer: str
    packed_on: date
    batch: str
    origin: str
    gtin: str
    code: str
    link: str

    @property
    def spoken(self) -> str:
        return codes.grouped(self.code)


def digital_link(host: str, gtin: str, batch: str, serial: str) -> str:
    """The GS1 Digital Link of one box, in capitals, which a QR code holds more densely."""
    return f"HTTPS://{host}/01/{gtin}/10/{batch}/21/{serial}".upper()


def labels_pdf(labels: Sequence[Label], size: str) -> bytes:
    """One page a label, `100x70` or `60x40` mm.

    :raises ValueError: if there is no label, or no such size
    """
    if not labels or size not in SIZES:
        raise ValueError(f"no labels of {size}: {len(labels)}")
    width, height = SIZES[size]
    head = TEMPLATE.read_text(encoding="utf-8")
    body = "".join(f"#label({_facts(each)}, {_pixels(each.link)})\n" for each in labels)
    return bytes(typst.compile(f"{head}\n#show: sheet.with({width}mm, {height}mm)\n{body}".encode()))


def _facts(label: Label) -> str:
    """A Typst dictionary; its strings are escaped as JSON's are, but for what JSON writes as `\\u....`."""
    said = {
        "name": label.name,
        "kind": f"{label.variety} {label.grade}".strip(),
        "net": label.net,
        "pieces": label.pieces,
        "packer": label.packer,
        "day": label.packed_on.isoformat(),
        "batch": label.batch,
        "origin": label.origin,
        "gtin": label.gtin,
        "code": label.spoken,
    }
    return "(" + ", ".join(f"{name}: {_text(text)}" for name, text in said.items()) + ")"


def _text(text: str) -> str:
    """A Typst string; what cannot be printed is left out."""
    return json.dumps("".join(letter for letter in text if letter.isprintable()), ensure_ascii=False)


def _pixels(link: str) -> str:
    """The QR code as a Typst image, a pixel a module."""
    return f"image(bytes(({','.join(map(str, qr_png(link)))})), ..qr)"


def qr_png(link: str) -> bytes:
    """The QR code as a PNG, a pixel a module, without a quiet zone."""
    made = zxingcpp.create_barcode(link, zxingcpp.BarcodeFormat.QRCode, ec_level=LEVEL)
    is_light = np.asarray(made.to_image(scale=1, add_quiet_zones=False), np.uint8) > 0
    return _png(is_light)


def _png(is_light: NDArray[np.bool_]) -> bytes:
    """The smallest PNG of black and white: Typst reads each of its bytes as a number, which is what takes time."""
    rows, columns = is_light.shape
    header = struct.pack(">IIBBBBB", columns, rows, 1, 0, 0, 0, 0)  # one bit of grey; deflate, no filter, no interlace
    lines = np.pad(np.packbits(is_light, axis=1), ((0, 0), (1, 0)))  # each begins with its filter, 0 for none
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(lines.tobytes(), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )

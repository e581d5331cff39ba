"""Labels of boxes as PDF, one a page: `labels.typ` sets them, a QR code of level Q leads to the box's page."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import typst

from lilian.drawing.qr import qr_png
from lilian.kernel import codes

TEMPLATE = Path(__file__).with_name("labels.typ")
SIZES = {"100x70": (100, 70), "60x40": (60, 40)}  # millimetres


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

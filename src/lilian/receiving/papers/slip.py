"""One slip, set by Typst: on an 80 mm roll, on A4 with a copy for each side, as a picture for a phone."""

import io
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import segno
import typst

SHEET = Path(__file__).parent / "slip.typ"
PICTURE_PPI = 240  # a phone's width of 1080 dots and more


@dataclass(frozen=True)
class SlipPaper:
    """All words in the reader's language. `facts` are label and value; `weights` too, the last is the net weight.

    `void` is empty for a slip that counts; `address` is what the QR code leads to.
    """

    title: str
    number: str
    organisation: str
    facts: tuple[tuple[str, str], ...]
    weights: tuple[tuple[str, str], ...]
    price: str
    amount: str
    sample: tuple[tuple[str, str], ...]
    void: str
    address: str
    signs: tuple[str, str]
    foot: str


def pdf(paper: SlipPaper, *, roll: bool) -> bytes:
    """A PDF for an 80 mm printer, or for A4 with two copies to cut."""
    return _set(paper, "roll" if roll else "a4", "pdf")


def png(paper: SlipPaper) -> bytes:
    return _set(paper, "picture", "png")


def _set(paper: SlipPaper, kind: str, file_format: Literal["pdf", "png"]) -> bytes:
    """Words go in as data, so that nothing written on a slip is ever read as markup."""
    said = {"slip": json.dumps({**asdict(paper), "qr": qr_svg(paper.address), "kind": kind}, ensure_ascii=False)}
    return typst.compile(SHEET, format=file_format, ppi=PICTURE_PPI, sys_inputs=said)


def qr_svg(address: str) -> str:
    """A quarter of the code may be worn off (level Q) and it still reads."""
    target = io.BytesIO()
    segno.make(address, error="q", micro=False).save(target, kind="svg", border=2, xmldecl=False)
    return target.getvalue().decode()

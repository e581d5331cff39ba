"""One certificate a page, one or a thousand in one file, set by Typst."""

import dataclasses
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typst

from lilian.drawing.qr import qr_png

SIZES = ("60x40", "a4")
SHEETS = {size: Path(__file__).with_name(f"certificate_{size}.typ") for size in SIZES}


@dataclass(frozen=True)
class CertificatePaper:
    """All in words, `promises` as the order has them; `bases` are each with whether it is ticked.

    `facts` are label and value, those the order asks for; `more` stands on A4 alone. `void` is '' for one that counts.
    `signature` is the hand that signed on a screen, PNG or JPEG; without it there is a line to sign on. At `link`
    anybody reads it.
    """

    title: str
    form: str
    number: str
    lead: str
    promises: tuple[str, ...]
    basis: str
    bases: tuple[tuple[str, bool], ...]
    facts: tuple[tuple[str, str], ...]
    more: tuple[tuple[str, str], ...]
    sign: tuple[str, str]
    void: str
    void_why: str
    link: str
    link_caption: str
    signature: bytes = b""


def pdf(papers: Sequence[CertificatePaper], size: str) -> bytes:
    """A page each, on paper of this size. Words go in as data, so that none is ever read as markup.

    :raises ValueError: if there is none, or no such size
    """
    if not papers or size not in SIZES:
        raise ValueError(f"no certificates of {size}: {len(papers)}")
    said = json.dumps([_said(paper) for paper in papers], ensure_ascii=False)
    return bytes(typst.compile(SHEETS[size], format="pdf", sys_inputs={"papers": said}))


def _said(paper: CertificatePaper) -> dict[str, object]:
    """Pictures go as lists of bytes, which Typst makes pictures of."""
    told = {one.name: getattr(paper, one.name) for one in dataclasses.fields(paper)}
    return told | {"qr": list(qr_png(paper.link)), "signature": list(paper.signature)}

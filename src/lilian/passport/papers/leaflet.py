"""The leaflet about checking a box without a phone, one page of A4; `leaflet.typ` sets it."""

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path

import typst

from lilian.drawing.qr import qr_png

TEMPLATE = Path(__file__).with_name("leaflet.typ")


@dataclass(frozen=True)
class LeafletPaper:
    """Ready to read: `steps` and `states` are (head, text); `code` is an example; at `link` it is checked."""

    title: str
    lead: str
    code_caption: str
    code: str
    steps: tuple[tuple[str, str], ...]
    states_title: str
    states: tuple[tuple[str, str], ...]
    link: str
    link_caption: str
    foot: str


def pdf(paper: LeafletPaper) -> bytes:
    said = dataclasses.asdict(paper) | {"qr": list(qr_png(paper.link))}
    return bytes(typst.compile(TEMPLATE.read_bytes(), sys_inputs={"paper": json.dumps(said, ensure_ascii=False)}))

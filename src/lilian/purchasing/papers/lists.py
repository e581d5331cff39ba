"""A purchase order, or a hand-out list, on A4: rows in groups with their sums, and lines to sign on. Set by Typst."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import typst

SHEET = Path(__file__).parent / "lists.typ"
Pair = tuple[str, str]


@dataclass(frozen=True)
class Group:
    """Rows under one heading: a place goods are brought to, or a point they are fetched at."""

    title: str
    note: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class ListPaper:
    """All words in the reader's language. `widths` are parts of the width, `right` the columns of figures; a cell may
    have several lines. `sums` stand below, the last in large print."""

    title: str
    number: str
    facts: tuple[Pair, ...]
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    right: tuple[int, ...]
    groups: tuple[Group, ...]
    sums: tuple[Pair, ...]
    capitals: str
    notes: tuple[str, ...]
    signs: tuple[str, ...]
    foot: str


def pdf(papers: Sequence[ListPaper]) -> bytes:
    """Each list begins on a page of its own. Words go in as data, so that none is ever read as markup."""
    said = json.dumps([asdict(paper) for paper in papers], ensure_ascii=False)
    return bytes(typst.compile(SHEET, format="pdf", sys_inputs={"papers": said}))

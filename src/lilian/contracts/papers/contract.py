"""Contracts on A4, one or a thousand in one file, set by Typst."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import typst

SHEET = Path(__file__).parent / "contract.typ"


@dataclass(frozen=True)
class ContractPaper:
    """All in words. `parties` are role, name and code; `lines` one row of the table each; `clauses` title and text.

    `signs` are role, name and day of each party, the last two empty while it has not signed; `sample` is what stands
    on every page of an invented text, '' for a real one.
    """

    title: str
    number: str
    sample: str
    facts: tuple[tuple[str, str], ...]
    parties: tuple[tuple[str, str, str], ...]
    heads: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    clauses: tuple[tuple[str, str], ...]
    signs: tuple[tuple[str, str, str], ...]
    foot: str


def pdf(papers: Sequence[ContractPaper]) -> bytes:
    """Each contract begins on a page of its own. Words go in as data, so that none is ever read as markup."""
    said = json.dumps([asdict(paper) for paper in papers], ensure_ascii=False)
    return typst.compile(SHEET, format="pdf", sys_inputs={"papers": said})

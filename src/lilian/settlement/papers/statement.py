"""A statement on one page, set by Typst in big print. The same words give the same bytes: the paper bears no clock."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import typst

SHEET = Path(__file__).parent / "statement.typ"
PICTURE_PPI = 120
Pair = tuple[str, str]


@dataclass(frozen=True)
class StatementPaper:
    """All words in the reader's language; figures are ready to read."""

    title: str
    organisation: str
    number: str
    facts: tuple[Pair, ...]
    heads: tuple[str, ...]
    fruit: tuple[tuple[str, ...], ...]
    gross: Pair
    more: tuple[tuple[str, str, str], ...]
    taken: tuple[tuple[str, str, str], ...]
    net: Pair
    capitals: str
    plan_title: str
    plan: tuple[Pair, ...]
    averages: tuple[str, ...]
    signs: Pair
    digest: str


def pdf(paper: StatementPaper) -> bytes:
    """Words go in as data, so that nothing written on a statement is ever read as markup."""
    return bytes(typst.compile(SHEET, format="pdf", sys_inputs=_said(paper)))


def png(paper: StatementPaper) -> bytes:
    """The same page as a picture, wide enough to read on a phone; a second page there never is."""
    made = typst.compile(SHEET, format="png", ppi=PICTURE_PPI, sys_inputs=_said(paper))
    return bytes(made[0] if isinstance(made, list) else made)


def _said(paper: StatementPaper) -> dict[str, str]:
    return {"paper": json.dumps(asdict(paper), ensure_ascii=False)}

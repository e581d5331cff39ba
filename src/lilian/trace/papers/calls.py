"""The call list of a recall on A4, to work by telephone and pencil. Set by Typst."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import typst

SHEET = Path(__file__).parent / "calls.typ"


@dataclass(frozen=True)
class Holder:
    """Who is to be called. `boxes` with their weight; `tried` are the calls in vain so far, a line each."""

    name: str
    phone: str
    boxes: str
    parcels: str
    tried: tuple[str, ...]


@dataclass(frozen=True)
class CallPaper:
    """All words in the reader's language. `outcomes` are what is ticked, `words` the labels of the lines to write on:
    when, boxes left, note.
    """

    title: str
    number: str
    facts: tuple[tuple[str, str], ...]
    say: str
    holders: tuple[Holder, ...]
    reached: str
    outcomes: tuple[str, ...]
    words: tuple[str, str]
    empty: str
    foot: str


def pdf(paper: CallPaper) -> bytes:
    """Words go in as data, so that none is ever read as markup."""
    said = json.dumps(asdict(paper), ensure_ascii=False)
    return bytes(typst.compile(SHEET, format="pdf", sys_inputs={"paper": said}))

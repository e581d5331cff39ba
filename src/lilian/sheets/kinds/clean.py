"""Cells as people and programs leave them, made plain: odd spaces, full-width signs, control characters."""

import re
import unicodedata

from lilian.sheets.cells import Value
from lilian.sheets.problems import shown

ODD = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufffe\uffff]")
SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u3000]+")


def spaced(text: str) -> str:
    """For names and notes: one plain space where any stood, none at the ends; invisible characters away."""
    if text.isalnum():
        return text
    return SPACES.sub(" ", ODD.sub("", text.replace("\r\n", "\n"))).strip()


def packed(value: Value) -> str:
    """For codes and numbers: half-width, no spaces at all."""
    text = shown(value)
    if text.isascii() and text.isalnum():
        return text
    return "".join(unicodedata.normalize("NFKC", ODD.sub("", text)).split())

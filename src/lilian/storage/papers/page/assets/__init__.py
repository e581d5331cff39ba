"""The plan page's own script and style sheet."""

from functools import cache
from importlib.resources import files


@cache
def stylesheet() -> str:
    return (files(__name__) / "page.css").read_text(encoding="utf-8")


@cache
def script() -> str:
    return (files(__name__) / "page.js").read_text(encoding="utf-8")

"""The script and the style sheet of maps and charts, for a page to link to or to carry inside."""

from functools import cache
from importlib.resources import files

FOLDER = str(files(__name__))


@cache
def stylesheet() -> str:
    return (files(__name__) / "drawing.css").read_text(encoding="utf-8")


@cache
def script() -> str:
    return (files(__name__) / "map.js").read_text(encoding="utf-8")

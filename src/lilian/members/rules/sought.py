"""What a search looks through: the name, its pinyin, its initials and the code, in lower case."""

import re
from functools import cache, lru_cache

LONGEST = 300  # characters of its column
SPACE = re.compile(r"\s+")


def sought(name: str, *more: str) -> str:
    """`sought("林秀梅", "P1")` -> `林秀梅 linxiumei lxm p1`."""
    syllables = spelled(name)
    initials = "".join(syllable[:1] for syllable in syllables)
    parts = [name, "".join(syllables), initials, *more]
    return " ".join(dict.fromkeys(squeezed(part) for part in parts if part))[:LONGEST]


def spelled(name: str) -> list[str]:
    """The syllables of a name; what is not Chinese stays together as it is."""
    known = [only_reading(character) for character in name]
    return [syllable for syllable in known if syllable] if all(known) else list(by_phrases(name))


@cache
def only_reading(character: str) -> str:
    """The one way to say a Chinese character whatever stands beside it; empty if there are several, or none."""
    from pypinyin import Style, pinyin

    if not "\u4e00" <= character <= "\u9fff":
        return ""
    said = set(pinyin(character, style=Style.NORMAL, heteronym=True)[0])
    return said.pop() if len(said) == 1 else ""


@lru_cache(maxsize=20_000)
def by_phrases(name: str) -> tuple[str, ...]:
    # Imported when first needed: its tables take 0.3 s to load, and most commands spell nothing.
    from pypinyin import Style, lazy_pinyin

    return tuple(lazy_pinyin(name, style=Style.NORMAL))


def squeezed(text: str) -> str:
    """Lower case without any space, as both sides of a search are compared."""
    return SPACE.sub("", text).lower()

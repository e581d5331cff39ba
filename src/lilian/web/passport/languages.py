"""Which language a public page speaks: what its link says, else what the browser asks for. No cookie is read or set."""

from functools import lru_cache

CHINESE, ENGLISH = "zh-hans", "en"
BY_LINK = {"zh": CHINESE, "en": ENGLISH}
NAMES = {CHINESE: "zh", ENGLISH: "en"}


def language_of(asked: str, accepted: str) -> str:
    """`asked` is the link's `lang`, `accepted` the browser's `Accept-Language`; Chinese where neither says."""
    return BY_LINK.get(asked) or preferred(accepted[:200])


@lru_cache(maxsize=512)
def preferred(accepted: str) -> str:
    """The first of our languages by its quality; for any other language English, if something is asked for."""
    weighed = []
    for place, part in enumerate(accepted.split(",")):
        name, _, quality = part.strip().partition(";q=")
        weighed.append((-_quality(quality), place, name.lower()))
    for _, _, name in sorted(weighed):
        if name.startswith("zh") or name in ("", "*"):
            return CHINESE
        return ENGLISH
    return CHINESE


def _quality(text: str) -> float:
    try:
        return float(text or 1)
    except ValueError:
        return 0.0

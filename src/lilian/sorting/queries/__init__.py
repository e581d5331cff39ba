"""Reads of sorting."""

from lilian.sorting.queries.figures import RunFigures, figures
from lilian.sorting.queries.packout import GrowerLine, by_grower, grower_packout
from lilian.sorting.queries.profiles import NoProfile, profile, profiles
from lilian.sorting.queries.runs import OverrideCard, RunCard, card, cards, overrides, runs

__all__ = [
    "GrowerLine",
    "NoProfile",
    "OverrideCard",
    "RunCard",
    "RunFigures",
    "by_grower",
    "card",
    "cards",
    "figures",
    "grower_packout",
    "overrides",
    "profile",
    "profiles",
    "runs",
]

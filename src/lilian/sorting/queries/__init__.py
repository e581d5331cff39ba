"""Reads of sorting."""

from lilian.sorting.queries.figures import RunFigures, figures
from lilian.sorting.queries.packout import GrowerLine, LotGrades, by_grower, graded_lots, grower_packout, own_lines
from lilian.sorting.queries.profiles import (
    NoProfile,
    mapping_versions,
    profile,
    profiles,
    profiles_with_newest,
)
from lilian.sorting.queries.runs import (
    FileCard,
    InputCard,
    OverrideCard,
    RunCard,
    card,
    cards,
    inputs,
    line_files,
    overrides,
    run_of_override,
    runs,
    unanswered,
)
from lilian.sorting.queries.weights import MeasuredGrade, measured_grades, weights_g

__all__ = [
    "FileCard",
    "GrowerLine",
    "InputCard",
    "LotGrades",
    "MeasuredGrade",
    "NoProfile",
    "OverrideCard",
    "RunCard",
    "RunFigures",
    "by_grower",
    "card",
    "cards",
    "figures",
    "graded_lots",
    "grower_packout",
    "inputs",
    "line_files",
    "mapping_versions",
    "measured_grades",
    "overrides",
    "own_lines",
    "profile",
    "profiles",
    "profiles_with_newest",
    "run_of_override",
    "runs",
    "unanswered",
    "weights_g",
]

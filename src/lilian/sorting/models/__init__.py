"""Tables of sorting: mappings, runs with what went in, files with what the line wrote, what came out."""

from lilian.sorting.models.files import FruitData, LineFile, MappingVersion, Tally
from lilian.sorting.models.overrides import Override, OverrideAnswer
from lilian.sorting.models.runs import Closing, Run, RunInput, RunOutput

__all__ = [
    "Closing",
    "FruitData",
    "LineFile",
    "MappingVersion",
    "Override",
    "OverrideAnswer",
    "Run",
    "RunInput",
    "RunOutput",
    "Tally",
]

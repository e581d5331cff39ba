"""Tables of marks, licences and labels."""

from lilian.brand.models.labels import Ask, Backing, Issue, Spent
from lilian.brand.models.licences import Decision, Licence
from lilian.brand.models.marks import LabelKind, Mark, Rules
from lilian.brand.models.packings import Fit, Marked

__all__ = [
    "Ask",
    "Backing",
    "Decision",
    "Fit",
    "Issue",
    "LabelKind",
    "Licence",
    "Mark",
    "Marked",
    "Rules",
    "Spent",
]

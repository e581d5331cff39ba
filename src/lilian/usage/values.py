"""What others may know of reports of use."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ReportDraft:
    """The month's use as who holds the labels counted it; `month` is its first day."""

    licence_id: int
    month: date
    on_hand: int
    note: str = ""

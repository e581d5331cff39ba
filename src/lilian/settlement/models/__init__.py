"""Tables of settlement."""

from lilian.settlement.models.runs import Approval, Run, SchemeVersion, SharedSum
from lilian.settlement.models.statements import Dispute, DisputeAnswer, Line, Statement

__all__ = [
    "Approval",
    "Dispute",
    "DisputeAnswer",
    "Line",
    "Run",
    "SchemeVersion",
    "SharedSum",
    "Statement",
]

"""Tables of recalls and drills; a trace itself is read from the journals and keeps nothing."""

from lilian.trace.models.drills import Drill
from lilian.trace.models.recalls import CallAttempt, Notice, NoticeAnswer, Recall, RecallEnd, RecallLot

__all__ = ["CallAttempt", "Drill", "Notice", "NoticeAnswer", "Recall", "RecallEnd", "RecallLot"]

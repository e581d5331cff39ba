"""Acts of recall and drill: each is all of it or none, and on record."""

from lilian.trace.actions.calling import note_call
from lilian.trace.actions.drilling import run_drill
from lilian.trace.actions.ending import answer_notice, end_recall
from lilian.trace.actions.filing import ask_file
from lilian.trace.actions.recalling import open_recall

__all__ = ["answer_notice", "ask_file", "end_recall", "note_call", "open_recall", "run_drill"]

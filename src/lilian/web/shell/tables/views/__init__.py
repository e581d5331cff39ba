"""Pages of the flow: send, look, take in, receipt, history; and what can be downloaded."""

from lilian.web.shell.tables.views.downloads import export, form, marked, rest
from lilian.web.shell.tables.views.history import history, receipt, undo, undo_progress
from lilian.web.shell.tables.views.preview import again, apply, preview, progress
from lilian.web.shell.tables.views.sending import send

__all__ = [
    "again",
    "apply",
    "export",
    "form",
    "history",
    "marked",
    "preview",
    "progress",
    "receipt",
    "rest",
    "send",
    "undo",
    "undo_progress",
]

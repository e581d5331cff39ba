"""Collect the strings to translate: as Django does, without guesses or dates, so that a diff shows words only."""

from pathlib import Path

from django.core.management.commands import makemessages

DATED = '"POT-Creation-Date:'


class Command(makemessages.Command):
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]
    xgettext_options = [*makemessages.Command.xgettext_options, "--keyword=Word"]

    def write_po_file(self, potfile: str, locale: str) -> None:
        super().write_po_file(potfile, locale)
        written = Path(potfile).parent / locale / "LC_MESSAGES" / f"{self.domain}.po"
        lines = written.read_text(encoding="utf-8").splitlines(keepends=True)
        written.write_text("".join(line for line in lines if not line.startswith(DATED)), encoding="utf-8")

"""What a command says: results to standard output, everything else to standard error."""

import sys
from functools import cached_property

from rich.console import Console, RenderableType

PIPE_WIDTH = 120  # columns, where no terminal says how wide it is


class Screen:
    """`quiet` keeps standard output for data alone: tables and notes go to standard error, or nowhere."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet

    @cached_property
    def _out(self) -> Console:
        console = Console(highlight=False, soft_wrap=False)
        return console if console.is_terminal else Console(highlight=False, width=PIPE_WIDTH)

    def show(self, what: RenderableType) -> None:
        if not self.quiet:
            self._out.print(what)

    def note(self, line: str) -> None:
        print(line, file=sys.stderr if self.quiet else sys.stdout)

    def data(self, text: str) -> None:
        sys.stdout.write(text)

    def refuse(self, *lines: str) -> None:
        for line in lines:
            print(line, file=sys.stderr)

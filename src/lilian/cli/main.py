"""The `lilian` command and its topics. A topic is imported when it is asked for, so that each starts quickly."""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

# Topic -> the module whose `app` (a Typer) answers it, in the order the help shows them.
TOPICS = {
    "demo": "lilian.cli.demo",
    "plan": "lilian.cli.plan",
    "import": "lilian.cli.taking",
    "serve": "lilian.cli.serve",
    "worker": "lilian.cli.worker",
    "doctor": "lilian.cli.doctor",
    "verify": "lilian.cli.verify",
    "trace": "lilian.cli.trace",
    "log": "lilian.cli.log",
    "witness": "lilian.cli.witness",
    "backup": "lilian.cli.backup",
    "restore": "lilian.cli.restore",
    "manage": "lilian.cli.manage",
}


class Topics(TyperGroup):
    """Finds a topic by name and imports its module then, not before."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the framework's signature
        return list(TOPICS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        if cmd_name not in TOPICS:
            return None
        command = get_command(import_module(TOPICS[cmd_name]).app)
        command.name = cmd_name
        return command


app = typer.Typer(
    cls=Topics, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None
)


@app.callback()
def lilian() -> None:
    """梨联:一套系统,管好一个县的果业联盟。"""


def main() -> None:
    app(prog_name="lilian")

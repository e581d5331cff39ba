"""`lilian manage …`: the framework's own commands, for those who know them."""

import sys

import typer

from lilian.cli import ground

app = typer.Typer(pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []})
def manage(context: typer.Context) -> None:
    """运行 Django 管理命令(给懂的人用)。"""
    ground.start()
    from django.core.management import execute_from_command_line

    execute_from_command_line([sys.argv[0], *context.args])

"""`lilian serve`: the site and, beside it, a worker, so that an office needs one command."""

import socket
import sys
from typing import Annotated

import typer

from lilian.cli import ground
from lilian.cli.language import Language
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Refusal

app = typer.Typer(pretty_exceptions_enable=False, rich_markup_mode=None)


class PortTaken(Refusal):
    code = "cli.port_taken"
    sentence = gettext_noop("{host}:{port} 打不开：{why}。")
    remedy = gettext_noop("也许网站已经开着；请先停掉它，或用 --port 换一个端口。")


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="监听地址；0.0.0.0 表示局域网也能打开")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="端口", min=1, max=65535)] = 8000,
    worker: Annotated[bool, typer.Option(help="同时开一个后台程序")] = True,
    lang: Annotated[Language, typer.Option(help="语言")] = Language.ZH,
) -> None:
    """打开网站;按 Ctrl+C 停止。"""
    ground.start()
    from django.conf import settings

    from lilian.cli import children
    from lilian.cli.preparing import prepare

    with ground.said(lang) as _:
        must_be_free(host, port)
        prepare()
        if settings.DEMO:
            typer.echo(_("演示模式：打开网页的人都能一键换成任何角色，请不要放真实数据。"))
        typer.echo(_("网站地址：http://{host}:{port}/（按 Ctrl+C 停止）").format(host=host, port=port))
        sys.stdout.flush()
    web = children.web_command(host, port)
    raise typer.Exit(children.keep(web, children.worker_command() if worker else None))


def must_be_free(host: str, port: int) -> None:
    """:raises PortTaken: if nobody can listen there"""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as trial:
            if sys.platform != "win32":  # there it would let two programs share a port
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except OSError as fault:
        raise PortTaken(host=host, port=port, why=fault.strerror or fault) from None

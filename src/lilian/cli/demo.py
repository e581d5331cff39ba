"""`lilian demo`: the demo county, its peak-season plan as a table, then the site."""

import os
from typing import Annotated, Any

import typer

from lilian.cli import ground
from lilian.cli.language import Language

MONTHS = 6  # from harvest to spring
app = typer.Typer(pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command()
def demo(
    serve: Annotated[bool, typer.Option(help="算完方案后打开网站")] = True,
    port: Annotated[int, typer.Option(help="端口", min=1, max=65535)] = 8000,
    lang: Annotated[Language, typer.Option(help="语言")] = Language.ZH,
) -> None:
    """装好演示县,算出今晚的入库方案,打开网站。"""
    os.environ["LILIAN_DEMO"] = "1"
    ground.start()
    from rich.console import Console

    from lilian.cli.preparing import prepare

    console = Console()
    with ground.said(lang) as _:
        with console.status(_("正在准备数据库")):
            prepare()
        with console.status(_("正在装入演示县（约 4,000 户果农、62 座恒温库、640 批果，全部虚构）")):
            load_once()
        with console.status(_("正在计算今晚的入库方案")):
            paper = tonights_plan(_)
        show(console, paper, _)
        welcome(console, _)
    if serve:
        from lilian.cli.serve import serve as open_site

        ask_low_season()
        open_site(port=port, lang=lang)


def load_once() -> None:
    """The county, unless it is there, with its journal as events and its log signed."""
    from django.utils import timezone

    from lilian.flows import demo as county

    if not county.already_loaded():
        county.load(now=timezone.now())
    county.tell_journal(now=timezone.now())
    county.sign_log(now=timezone.now())


def tonights_plan(_: ground.Translate) -> Any:
    """The newest plan of the register, worked out by a worker as on any evening; as a paper to print."""
    from django.utils import timezone

    from lilian.base.actors import system
    from lilian.base.jobs import worker
    from lilian.flows import demo as county
    from lilian.storage import actions, papers, queries

    actor, now = system(county.AUTHOR), timezone.now()
    newest = queries.plans(actor).filter(is_live=True).first()
    if newest is None:
        day = county.today() or timezone.localdate(now)
        actions.start_live_plan(actor=actor, first_day=day, now=now)
    worker.run(until_idle=True)
    plan = queries.plans(actor).filter(is_live=True).latest("pk")
    known, made_at = queries.documents(plan), timezone.localtime(plan.run.solved_at)
    return papers.paper_of(known, made_at=made_at, title=_("旺季入库方案 {title}").format(title=plan.title))


def ask_low_season() -> None:
    """A plan for the months to come, unless there is one; the site's own worker has it ready in a minute."""
    from django.utils import timezone

    from lilian.base.actors import system
    from lilian.flows import demo as county
    from lilian.idling import actions, queries

    actor, now = system(county.AUTHOR), timezone.now()
    if not queries.plans(actor).exists():
        first_month = timezone.localdate(now).replace(day=1)
        actions.start_plan(actor=actor, first_month=first_month, months=MONTHS, now=now)


def show(console: Any, paper: Any, _: ground.Translate) -> None:
    from lilian.storage.papers import plan_table

    console.print(plan_table(paper, translate=_))


def welcome(console: Any, _: ground.Translate) -> None:
    """Who can sign in, with one click on the sign-in page."""
    from rich.table import Table

    from lilian.flows import demo as county

    table = Table(title=_("演示账号（登录页点一下就进，不用密码）"), title_justify="left")
    for heading in (_("账号"), _("角色"), _("姓名"), _("单位")):
        table.add_column(heading)
    for account in county.accounts():
        table.add_row(account.username, _(account.role_name), account.person_name, account.organisation_code)
    console.print(table)

"""Columns of the lists of crates."""

from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lilian.crates.values import MOVE_KIND_NAMES, MoveKind
from lilian.web.shell.listing import Column
from lilian.web.shell.tags import number, yuan


def moved_name(row: Any) -> str:
    return gettext(MOVE_KIND_NAMES[MoveKind(row.kind)])


HOLDINGS = (
    Column("who", _("谁"), lambda row: row.who, card="lead", sub=lambda row: row.where),
    Column("crate", _("哪种箱"), lambda row: row.crate.name),
    Column("count", _("在外（只）"), lambda row: number(row.count), number=True, card="right"),
    Column("deposit", _("押金（元）"), lambda row: yuan(row.deposit_fen), number=True),
)
MOVES = (
    Column("who", _("谁"), lambda row: row.who, card="lead", sub=lambda row: row.where),
    Column("kind", _("办什么"), moved_name, card="right"),
    Column("crate", _("哪种箱"), lambda row: row.crate.name),
    Column("count", _("多少（只）"), lambda row: number(row.count), number=True),
    Column("deposit", _("押金变动（元）"), lambda row: yuan(row.deposit_fen) if row.deposit_fen else "", number=True),
    Column("day", _("哪天"), lambda row: row.day.isoformat(), sub=lambda row: row.note),
    Column("by", _("经手"), lambda row: row.actor_name, card="hide"),
)
BINS = (
    Column("code", _("箱号"), lambda row: row.code, card="lead", link=lambda row: reverse("crates:bin", args=[row.pk])),
    Column("crate", _("哪种箱"), lambda row: row.crate.name, sub=lambda row: row.crate.owner.name),
    Column("lot", _("里面是"), lambda row: row.lot_code or gettext("空箱"), card="right"),
)


def shown_at(moment: Any) -> str:
    return localtime(moment).strftime("%Y-%m-%d %H:%M") if moment else ""


FILLINGS = (
    Column("lot", _("批次"), lambda row: row.lot, card="lead"),
    Column("since", _("装进去"), lambda row: shown_at(row.since)),
    Column("until", _("倒出来"), lambda row: shown_at(row.until) or gettext("还在里面"), card="right"),
)

"""Columns of the lists of slips."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lilian.base.actors import Actor
from lilian.kernel.money import yuan_text
from lilian.receiving import queries
from lilian.receiving.values import Totals
from lilian.web.receiving.words import kilos, per_kilo, tenths
from lilian.web.shell.listing import Column


def slip_url(slip: Any) -> str:
    return reverse("receiving:slip", args=[slip.pk])


def is_void(slip: Any) -> bool:
    return hasattr(slip, "void")


def net_cell(slip: Any) -> SafeString | str:
    """What counts for nothing is struck out."""
    return format_html("<s>{}</s>", kilos(slip.net_g)) if is_void(slip) else kilos(slip.net_g)


def amount_cell(slip: Any) -> str:
    if is_void(slip):
        return gettext("已作废")
    return "—" if slip.amount_fen is None else yuan_text(slip.amount_fen)


def sample_cell(slip: Any) -> str:
    sample = getattr(slip, "sample", None)
    if sample is None:
        return "—"
    parts = [f"{tenths(sample.brix_tenths)} °Brix"] if sample.brix_tenths is not None else []
    parts += [f"{tenths(sample.firmness_tenths_n)} N"] if sample.firmness_tenths_n is not None else []
    return " · ".join(parts) or gettext("看了 %(n)s 个果") % {"n": sample.size}


def variety_cell(names: Mapping[str, str]) -> Any:
    return lambda slip: (
        f"{slip.variety.name} · {names.get(slip.grade, slip.grade)}" if slip.grade else slip.variety.name
    )


def at(slip: Any, form: str = "%m-%d %H:%M") -> str:
    return timezone.localtime(slip.weighed_at).strftime(form)


def for_staff(actor: Actor, names: Mapping[str, str]) -> tuple[Column, ...]:
    return (
        Column(
            "seller",
            _("谁的果"),
            lambda slip: queries.seller_name(actor, slip),
            sort="seller_name",
            card="lead",
            link=slip_url,
            sub=lambda slip: slip.number,
        ),
        Column("net", _("净重（公斤）"), net_cell, sort="net_g", number=True, card="right"),
        Column("variety", _("品种"), variety_cell(names)),
        Column("price", _("单价（元/公斤）"), lambda s: per_kilo(s.fen_per_kg) or "—", sort="fen_per_kg", number=True),
        Column("amount", _("金额（元）"), amount_cell, sort="amount_fen", number=True),
        Column("sample", _("抽样"), sample_cell, card="hide"),
        Column("point", _("收购点"), lambda slip: slip.location.name, sort="location__name", card="hide"),
        Column("at", _("过秤"), at, sort="weighed_at"),
    )


def for_grower(names: Mapping[str, str]) -> tuple[Column, ...]:
    return (
        Column(
            "day",
            _("哪天"),
            lambda slip: at(slip, "%Y-%m-%d"),
            sort="weighed_at",
            card="lead",
            link=slip_url,
            sub=lambda slip: slip.location.name,
        ),
        Column("net", _("净重（公斤）"), net_cell, sort="net_g", number=True, card="right"),
        Column("variety", _("品种"), variety_cell(names)),
        Column("price", _("单价（元/公斤）"), lambda s: per_kilo(s.fen_per_kg) or gettext("还没定价"), number=True),
        Column("amount", _("金额（元）"), amount_cell, sort="amount_fen", number=True),
        Column("sample", _("抽样"), sample_cell),
    )


def foot(totals: Totals, lead: str) -> dict[str, str]:
    """What counts, below the list."""
    said = gettext("合计 %(n)s 单") % {"n": f"{totals.slips:,}"}
    return {lead: said, "net": kilos(totals.net_g), "amount": yuan_text(totals.amount_fen)}

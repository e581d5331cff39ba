"""A supplier's bid as a form: each article, what holds for the whole, what bringing it to each place costs."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lilian.purchasing.values import (
    PAPER_KIND_NAMES,
    TIERING_NAMES,
    Basket,
    Paper,
    PaperKind,
    QuoteDraft,
    QuoteLineDraft,
    Tiering,
)
from lilian.web.purchasing.quote_fields import BasketField, StepsField
from lilian.web.shell.fields import DayField, MoneyField, choose_from

OF_LINE = ("steps", "tiering", "pack", "minimum", "capacity", "brand", "batch", "expires_on")
TERMS = ("supplier", "basket", "basket_tiering", "order_fen", "minimum_fen", "most")
MOST = 10**9


def _count(label: Any, least: int = 0) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=least, max_value=MOST, required=False, widget=widget)


def _tierings() -> list[tuple[str, Any]]:
    return [(one.value, _(name)) for one, name in TIERING_NAMES.items()]


class QuoteForm(forms.Form):
    """`places` are (code, name) of where goods may have to go."""

    supplier = forms.TypedChoiceField(label=_("哪家报价"), coerce=int)
    basket = BasketField(
        label=_("整单优惠"),
        max_length=200,
        required=False,
        help_text=_("例如 30000:2 50000:3.5：满 3 万元减 2%，满 5 万元减 3.5%。"),
    )
    basket_tiering = forms.ChoiceField(label=_("优惠怎么算"), choices=_tierings, required=False)
    order_fen = MoneyField(label=_("每单固定费用"), required=False)
    minimum_fen = MoneyField(label=_("最少要买多少钱才送"), required=False)
    most = _count(_("总共最多能供几件"))
    freight_fen = MoneyField(
        label=_("每件送到村的运费"), required=False, help_text=_("各村都一样就只填这里；不另收就空着。")
    )

    def __init__(
        self,
        *args: Any,
        suppliers: Mapping[int, str],
        lines: Iterable[Mapping[str, Any]],
        places: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.articles = [line["article"].pk for line in lines]
        self.places = list(places)
        choose_from(self, "supplier", suppliers.items())
        for pk in self.articles:
            self._add_line(pk)
        for kind, name in PAPER_KIND_NAMES.items():
            needed = kind is PaperKind.LICENCE
            self.fields[f"paper_{kind}"] = forms.CharField(
                label=_("{paper}号码").format(paper=_(name)), max_length=60, required=needed
            )
            self.fields[f"until_{kind}"] = DayField(label=_("{paper}有效期至").format(paper=_(name)), required=needed)
        for code, name in self.places:
            self.fields[f"freight_{code}"] = MoneyField(label=name, required=False)
            self.fields[f"out_{code}"] = forms.BooleanField(label=_("不送"), required=False)

    def _add_line(self, pk: int) -> None:
        fields: dict[str, forms.Field] = {
            "steps": StepsField(label=_("单价（元）"), required=False, max_length=200),
            "tiering": forms.ChoiceField(label=_("档次怎么算"), choices=_tierings, required=False),
            "pack": _count(_("整包几件"), 1),
            "minimum": _count(_("起订几件")),
            "capacity": _count(_("最多能供")),
            "brand": forms.CharField(label=_("品牌"), max_length=60, required=False),
            "batch": forms.CharField(label=_("批号"), max_length=40, required=False),
            "expires_on": DayField(label=_("有效期至"), required=False),
        }
        for name in OF_LINE:
            self.fields[f"{name}_{pk}"] = fields[name]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for kind in PaperKind:
            number, until = said.get(f"paper_{kind}"), said.get(f"until_{kind}")
            if number and not until and f"until_{kind}" not in self.errors:
                self.add_error(f"until_{kind}", _("写了号码就要写有效期。"))
        return said

    def draft(self, campaign_id: int) -> QuoteDraft:
        said = self.cleaned_data
        return QuoteDraft(
            campaign_id=campaign_id,
            supplier_id=said["supplier"],
            lines=tuple(self._line(pk) for pk in self.articles if said[f"steps_{pk}"]),
            basket=Basket(Tiering(said["basket_tiering"] or Tiering.ALL_UNITS), *said["basket"]),
            minimum_fen=said["minimum_fen"] or 0,
            capacity=said["most"],
            order_fen=said["order_fen"] or 0,
            freight_fen=said["freight_fen"] or 0,
            freight_to=self._freight(),
            papers=tuple(
                Paper(kind, said[f"paper_{kind}"], said[f"until_{kind}"]) for kind in PaperKind if said[f"paper_{kind}"]
            ),
        )

    def _freight(self) -> dict[str, int | None]:
        """Places with a price of their own; None where it does not deliver."""
        said = self.cleaned_data
        found: dict[str, int | None] = {}
        for code, _name in self.places:
            if said[f"out_{code}"]:
                found[code] = None
            elif said[f"freight_{code}"] is not None:
                found[code] = said[f"freight_{code}"]
        return found

    def _line(self, pk: int) -> QuoteLineDraft:
        said = {name: self.cleaned_data[f"{name}_{pk}"] for name in OF_LINE}
        starts, prices = said["steps"]
        return QuoteLineDraft(
            article_id=pk,
            prices_fen=prices,
            starts=starts,
            tiering=Tiering(said["tiering"] or Tiering.ALL_UNITS),
            pack=said["pack"] or 1,
            minimum=said["minimum"] or 0,
            capacity=said["capacity"],
            brand=said["brand"],
            batch=said["batch"],
            expires_on=said["expires_on"],
        )


def said_before(bid: Any) -> dict[str, Any]:
    """What a bid says, as the form's first values."""
    if bid is None:
        return {}
    said = {
        name: getattr(bid, name) for name in ("order_fen", "freight_fen", "minimum_fen", "basket", "basket_tiering")
    }
    said |= {"supplier": bid.supplier_id, "most": bid.capacity}
    for kind, number, until in bid.papers:
        said |= {f"paper_{kind}": number, f"until_{kind}": date.fromisoformat(until)}
    for code, fen in bid.freight_to.items():
        said |= {f"out_{code}": True} if fen is None else {f"freight_{code}": fen}
    for line in bid.lines.all():
        said |= {f"{name}_{line.article_id}": getattr(line, name) for name in OF_LINE}
    return said

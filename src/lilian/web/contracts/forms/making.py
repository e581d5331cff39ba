"""Many contracts in one go, an amendment, an end."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lilian.base.actors import Actor
from lilian.catalog import queries as catalog
from lilian.contracts import queries
from lilian.contracts.values import AMEND_REASON_NAMES, END_REASON_NAMES, AmendReason, EndReason, TermsDraft
from lilian.kernel.marks import gettext_noop
from lilian.kernel.period import Period
from lilian.members import queries as members
from lilian.members.values import OrganisationKind
from lilian.web.shell.fields import DayField, MoneyField, WeightField, choose_from

BUYING = (OrganisationKind.PROCESSING, OrganisationKind.ECOMMERCE, OrganisationKind.COOPERATIVE, OrganisationKind.SHOP)
JIN = gettext_noop("斤")
PLEASE = ("", _("请选择"))


class ManyForm(forms.Form):
    season = forms.TypedChoiceField(label=_("哪个产季"), coerce=int)
    version = forms.TypedChoiceField(label=_("用哪个范本"), coerce=int)
    buyer = forms.TypedChoiceField(label=_("收购方"), coerce=int)
    coop = forms.TypedChoiceField(label=_("合作社"), coerce=int, empty_value=None, required=False)
    per_mu = WeightField(label=_("每亩约定多少"), unit=JIN, max_length=12, help_text=_("按登记的地块面积算。"))
    without_block = WeightField(
        label=_("没有登记地块的，每户约定多少"), unit=JIN, max_length=12, required=False, help_text=_("不填就不订。")
    )
    supported = forms.CharField(
        label=_("帮扶户的户号"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("一行一个，也可以从表里粘贴。"),
    )
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, actor: Actor, today: date) -> None:
        super().__init__(data)
        versions = queries.newest_versions(actor)
        buyers = members.organisations(actor, on=today).filter(kind__in=BUYING).order_by("kind", "code")
        coops = members.organisations(actor, on=today).filter(kind=OrganisationKind.COOPERATIVE).order_by("code")
        reach = actor.reach("contracts.make")
        if not reach.everywhere:
            coops = coops.filter(pk__in=reach.organisation_ids)
        self.coops = [one.pk for one in coops]
        choose_from(self, "season", [(one.pk, one.name) for one in reversed(catalog.seasons())])
        choose_from(self, "version", [(one.pk, version_name(one)) for one in versions])
        choose_from(self, "buyer", [PLEASE, *((one.pk, one.name) for one in buyers)])
        every = [("", _("全部合作社"))] if len(self.coops) > 1 else []
        choose_from(self, "coop", [*every, *((one.pk, one.name) for one in coops)])

    def many(self) -> queries.Many:
        said = self.cleaned_data
        return queries.Many(
            season_id=said["season"],
            buyer_id=said["buyer"],
            version_id=said["version"],
            coop_ids=(said["coop"],) if said["coop"] else tuple(self.coops),
            g_per_mu=said["per_mu"],
            g_without_block=said["without_block"] or 0,
            supported_codes=tuple(said["supported"].split()),
        )


def version_name(version: Any) -> str:
    number = gettext("第 %(n)s 版") % {"n": version.number}
    return f"{version.template.name} {number}"


class AmendForm(forms.Form):
    """One field for each line's amount, one for the floor price of each grade, the last day and the tolerance."""

    reason = forms.ChoiceField(
        label=_("为什么变更"), choices=[PLEASE, *((r.value, _(name)) for r, name in AMEND_REASON_NAMES.items())]
    )
    effective_from = DayField(label=_("从哪天交的果起算"))
    last_day = DayField(label=_("交果期到哪天"))
    note = forms.CharField(label=_("备注"), max_length=200, required=False)

    def __init__(self, data: Any, *, terms: TermsDraft, blocks: Sequence[str], grades: dict[str, str], today: date):
        end = terms.delivery.end
        assert end is not None
        initial = {"effective_from": today, "last_day": date.fromordinal(end.toordinal() - 1)}
        super().__init__(data, initial=initial)
        self.terms = terms
        for place, (line, block) in enumerate(zip(terms.lines, blocks, strict=True)):
            label = f"{block} · {grades.get(line.grade, line.grade)}"
            self.fields[f"g-{place}"] = WeightField(
                label=label, unit=gettext_noop("公斤"), max_length=12, initial=line.expected_g
            )
        for grade, fen in {line.grade: line.rule.floor_fen for line in terms.lines}.items():
            label = gettext("%(grade)s的保底价") % {"grade": grades.get(grade, grade)}
            self.fields[f"floor-{grade}"] = MoneyField(
                label=label, unit=gettext_noop("元/公斤"), max_length=10, initial=fen
            )
        self.order_fields(["reason", *(name for name in self.fields if "-" in name)])

    def draft(self) -> TermsDraft:
        said = self.cleaned_data
        lines = tuple(
            replace(line, expected_g=said[f"g-{place}"], rule=replace(line.rule, floor_fen=said[f"floor-{line.grade}"]))
            for place, line in enumerate(self.terms.lines)
            if said[f"g-{place}"]
        )
        end = date.fromordinal(said["last_day"].toordinal() + 1)
        start = self.terms.delivery.start
        delivery = Period(start, end) if end > start else Period(start, None)
        return replace(self.terms, lines=lines, delivery=delivery)

    @property
    def amend_reason(self) -> AmendReason:
        return AmendReason(self.cleaned_data["reason"])


class EndForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("为什么终止"), choices=[PLEASE, *((r.value, _(name)) for r, name in END_REASON_NAMES.items())]
    )
    day = DayField(label=_("从哪天起终止"))
    note = forms.CharField(label=_("怎么回事"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))

    @property
    def end_reason(self) -> EndReason:
        return EndReason(self.cleaned_data["reason"])


class RenewForm(forms.Form):
    season = forms.TypedChoiceField(label=_("续到哪一季"), coerce=int)
    version = forms.TypedChoiceField(label=_("用哪个范本"), coerce=int)

    def __init__(self, data: Any, *, actor: Actor, after: date) -> None:
        super().__init__(data)
        choose_from(self, "season", [(one.pk, one.name) for one in catalog.seasons() if one.starts_on > after])
        choose_from(self, "version", [(one.pk, version_name(one)) for one in queries.newest_versions(actor)])

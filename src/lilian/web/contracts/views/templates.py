"""Templates: what is agreed with whole villages at once, in versions."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from lilian.catalog.queries import grade_names
from lilian.contracts import actions, queries
from lilian.contracts.values import OVER_NAMES
from lilian.web.contracts.forms.templates import SheetForm
from lilian.web.contracts.words import deposit_rule_words, market_names, per_cent, rule_words
from lilian.web.shell.form_page import form_page
from lilian.web.shell.listing import Column, Listing
from lilian.web.shell.requests import Request

COLUMNS = (
    Column(
        "name",
        _("范本"),
        lambda one: one.name,
        card="lead",
        link=lambda one: reverse("contracts:template", args=[one.pk]),
        sub=lambda one: one.code,
    ),
    Column("variety", _("品种"), lambda one: one.variety.name),
    Column("versions", _("版本数"), lambda one: f"{len(one.versions.all())}", number=True, card="right"),
)


@require_safe
@login_required
def templates(request: Request) -> HttpResponse:
    listing = Listing(request, COLUMNS, queries.templates(request.actor))
    return render(request, "contracts/templates.html", {"listing": listing})


@require_safe
@login_required
def template(request: Request, pk: int) -> HttpResponse:
    found = queries.template(request.actor, pk)
    versions = list(found.versions.order_by("-number"))
    sheet = queries.sheet_of(versions[0])
    names, markets = grade_names(), market_names(request.actor)
    context: dict[str, Any] = {
        "template": found,
        "versions": versions,
        "sheet": sheet,
        "grades": [
            (names.get(one.grade, one.grade), per_cent(one.share_permille), rule_words(one.rule, markets))
            for one in sheet.grades
        ],
        "facts": [
            (gettext("定金，占合同价款"), per_cent(sheet.deposit_permille)),
            (gettext("农资赊销额度，占合同价款"), per_cent(sheet.credit_permille)),
            (gettext("超交容许"), per_cent(sheet.tolerance_permille)),
            (gettext("超出容许的果"), gettext(OVER_NAMES[sheet.over])),
            (gettext("卖给别人的违约金"), per_cent(sheet.penalties.elsewhere_permille)),
            (gettext("无故拒收的违约金"), per_cent(sheet.penalties.refused_permille)),
            (gettext("迟付违约金，每天"), per_cent(sheet.penalties.late_permille_a_day)),
            (gettext("定金罚则"), deposit_rule_words(sheet.penalties.deposit_rule)),
        ],
        "deductions": [queries.deduction_said(one).text(gettext) for one in sheet.deductions],
        "may_change": request.actor.may("contracts.change_templates"),
        "now": timezone.localtime(request.now),
    }
    return render(request, "contracts/template.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_version(request: Request, pk: int) -> HttpResponse:
    request.actor.must("contracts.change_templates")
    found, address = queries.template(request.actor, pk), reverse("contracts:template", args=[pk])
    before = queries.sheet_of(found.versions.order_by("-number")[0])
    form = SheetForm(request.POST if request.method == "POST" else None, actor=request.actor, before=before)

    def act() -> str:
        actions.publish_template(
            actor=request.actor,
            template_id=pk,
            sheet=form.sheet(),
            reason=form.cleaned_data["reason"],
            now=request.now,
        )
        return address

    return form_page(
        title=gettext("%(name)s：新的一版") % {"name": found.name},
        purpose=gettext("只管以后订的合同；订好的不变。占 0% 的等级不写进合同。"),
        back=address,
        back_label=found.name,
        form=form,
        act=act,
        done=gettext("新的一版公布了。"),
        submit=gettext("公布"),
    ).answer(request)

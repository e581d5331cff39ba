"""One household's statement: on the phone, as PDF; what is said against it, and the answer."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lilian.kernel.money import yuan_text
from lilian.ledger import queries as ledger
from lilian.settlement import actions, queries
from lilian.settlement.papers import StatementPaper, pdf, png
from lilian.settlement.values import RUN_STATE_NAMES, WAITING_NAMES, RunState
from lilian.web.settlement import columns
from lilian.web.settlement.forms import AnswerForm
from lilian.web.settlement.words import Told, told
from lilian.web.shell.form_page import form_page
from lilian.web.shell.listing import Listing
from lilian.web.shell.once import once
from lilian.web.shell.requests import Request
from lilian.web.shell.whom import heads

MOST_WAITS = 20
BOTH = ["GET", "HEAD", "POST"]


@require_safe
@login_required
def mine(request: Request) -> HttpResponse:
    request.actor.must("settlement.see")
    found = queries.statements(request.actor).defer("inputs").order_by("-pk")
    waits = [(one, gettext(WAITING_NAMES[one.why])) for one in queries.waiting_at_home(request.actor)[:MOST_WAITS]]
    return render(request, "settlement/mine.html", {"listing": Listing(request, columns.MINE, found), "waits": waits})


@require_safe
@login_required
def statement(request: Request, pk: int) -> HttpResponse:
    """Gross, every deduction with where it comes from, net in capitals; the own average beside the pool's."""
    found = queries.statement(request.actor, pk)
    in_house = found.run.organisation_id in request.actor.reach("settlement.see")
    state = queries.state_of(queries.run_of(found))
    context = {
        "statement": found,
        "who": heads(request.actor, [found.household_id]).get(found.household_id, found.household.code),
        "told": told(found),
        "in_house": in_house,
        "may_dispute": state is RunState.POSTED and request.actor.may("settlement.dispute"),
        "state": gettext(RUN_STATE_NAMES[state]),
        "disputes": queries.disputes(request.actor, statement_id=pk),
        "postings": ledger.postings(request.actor, about=f"settlement.Statement:{pk}") if in_house else (),
    }
    return render(request, "settlement/statement.html", context)


@require_safe
@login_required
def paper(request: Request, pk: int) -> HttpResponse:
    found = queries.statement(request.actor, pk)
    who = heads(request.actor, [found.household_id]).get(found.household_id, "")
    response = HttpResponse(pdf(paper_of(found, who, told(found))), content_type="application/pdf")
    name = f"{gettext('结算单')}-{found.household.code}-{found.run.day:%Y%m%d}.pdf"
    response["Content-Disposition"] = content_disposition_header(False, name) or ""
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@login_required
def picture(request: Request, pk: int) -> HttpResponse:
    """The paper as a picture: what a grower saves on the phone or sends on."""
    found = queries.statement(request.actor, pk)
    who = heads(request.actor, [found.household_id]).get(found.household_id, "")
    response = HttpResponse(png(paper_of(found, who, told(found))), content_type="image/png")
    name = f"{gettext('结算单')}-{found.household.code}-{found.run.day:%Y%m%d}.png"
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    response["Cache-Control"] = "private, no-store"
    return response


def paper_of(found: Any, who: str, said: Told) -> StatementPaper:
    """The same figures as on the page."""
    run = found.run
    return StatementPaper(
        title=gettext("果款结算单"),
        organisation=run.organisation.name,
        number=f"JS{found.pk:07d}",
        facts=(
            (gettext("农户"), f"{who} {said.inputs.code}".strip()),
            (gettext("哪几天的果"), f"{run.since:%Y-%m-%d} – {run.until:%Y-%m-%d}"),
            (gettext("结算日"), f"{run.day:%Y-%m-%d}"),
        ),
        heads=(
            gettext("日期"), gettext("单号"), gettext("等级"), gettext("净重（公斤）"), gettext("单价（元）"),
            gettext("金额（元）"),
        ),
        fruit=tuple((o.day, o.number, o.grade, o.kilos, o.price, yuan_text(o.fen)) for o in said.fruit),
        gross=(gettext("应付"), yuan_text(said.settled.gross_fen)),
        more=tuple((one.label, one.why, f"+{yuan_text(one.fen)}") for one in said.paid_out),
        taken=tuple((one.label, one.why, f"−{yuan_text(one.fen)}") for one in said.taken),
        net=(gettext("实付"), f"¥ {yuan_text(said.settled.net_fen)}"),
        capitals=gettext("人民币（大写）：%(words)s") % {"words": said.capitals},
        plan=tuple((f"{one.due_on:%Y-%m-%d}", yuan_text(one.fen)) for one in said.settled.plan),
        plan_title=gettext("转成欠款，分期还"),
        averages=tuple(
            gettext("%(grade)s：我家平均 %(own)s 元/公斤，全部平均 %(pool)s 元/公斤")
            % {"grade": one.grade, "own": one.own, "pool": one.pool}
            for one in said.averages
        ),
        signs=(gettext("农户签字"), gettext("经手人签字")),
        digest=found.digest,
    )  # fmt: skip


@require_POST
@login_required
def raise_dispute(request: Request, pk: int) -> HttpResponse:
    request.actor.must("settlement.dispute")

    def act() -> str:
        words, about = request.POST.get("reason", "")[:200], request.POST.get("about", "")[:80]
        actions.raise_dispute(actor=request.actor, statement_id=pk, about=about, words=words, now=request.now)
        return columns.statement_url(pk)

    response = once(request, act)
    messages.success(request, gettext("异议提了，合作社会答复。"))
    return response


@require_safe
@login_required
def disputes(request: Request) -> HttpResponse:
    request.actor.must("settlement.see")
    found = queries.disputes(request.actor)
    return render(
        request, "settlement/disputes.html", {"listing": Listing(request, columns.disputes(request.actor), found)}
    )


@require_http_methods(BOTH)
@login_required
def dispute(request: Request, pk: int) -> HttpResponse:
    """Answer it once; what was wrong is put right by a posting of its own."""
    request.actor.must("settlement.answer")
    found = queries.dispute(request.actor, pk)
    request.actor.must("settlement.answer", organisation_id=found.statement.run.organisation_id)
    form = AnswerForm(request.POST or None)

    def act() -> str:
        actions.answer_dispute(
            actor=request.actor,
            dispute_id=pk,
            more_fen=form.more_fen(),
            words=form.cleaned_data["words"],
            now=request.now,
        )
        return columns.statement_url(found.statement_id)

    return form_page(
        title=gettext("答复异议"),
        purpose=f"{found.raised_by} · {found.words}",
        back=reverse("settlement:disputes"),
        back_label=gettext("各家的异议"),
        form=form,
        act=act,
        done=gettext("已答复。"),
        submit=gettext("答复这条异议"),
    ).answer(request)

"""Runs: drafted, looked at, approved or sent back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lilian.catalog import queries as catalog
from lilian.members import queries as register
from lilian.settlement import actions, queries
from lilian.settlement.values import (
    RUN_STATE_NAMES,
    SHARE_RULE_NAMES,
    SHARED_KIND_NAMES,
    UNGRADED,
    WAITING_NAMES,
    RunDraft,
    RunKind,
    RunState,
    Scheme,
    SharedKind,
    ShareRule,
)
from lilian.web.settlement import columns
from lilian.web.settlement.forms import RunForm, SchemeForm
from lilian.web.shell.form_page import form_page
from lilian.web.shell.listing import Listing
from lilian.web.shell.once import key_of, once
from lilian.web.shell.requests import Request
from lilian.web.shell.whom import heads

BOTH = ["GET", "HEAD", "POST"]


def run_url(pk: int) -> str:
    return reverse("settlement:run", args=[pk])


@require_safe
@login_required
def runs(request: Request) -> HttpResponse:
    """Every run one may look into; a grower goes to the own statements."""
    request.actor.must("settlement.see")
    reach = request.actor.reach("settlement.see")
    if not reach.everywhere and not reach.organisation_ids:
        return HttpResponseRedirect(reverse("settlement:mine"))
    context = {
        "listing": Listing(request, columns.RUNS, queries.runs(request.actor)),
        "may_draft": request.actor.may("settlement.draft"),
        "may_pay": request.actor.may("settlement.pay"),
        "open_disputes": queries.disputes(request.actor, open_only=True).count(),
    }
    return render(request, "settlement/runs.html", context)


@require_http_methods(BOTH)
@login_required
def draft(request: Request, kind: str) -> HttpResponse:
    """Draft a run; nothing is posted before two people have approved."""
    request.actor.must("settlement.draft")
    if kind not in RunKind.__members__.values():
        raise Http404
    wanted, today = RunKind(kind), timezone.localdate(request.now)
    season = catalog.season_on(today)
    first = {"since": season.starts_on if season else today.replace(day=1), "until": today}
    form = RunForm(request.POST or None, actor=request.actor, kind=wanted, initial=first)

    def act() -> str:
        said = form.cleaned_data
        asked = RunDraft(
            organisation_id=said["organisation"],
            kind=wanted,
            since=said["since"],
            until=said["until"],
            day=today,
            shared=form.sums(),
            closes_season=said.get("closes_season", False),
            note=said["note"],
            sold=form.sold(),
        )
        made = actions.draft_run(actor=request.actor, draft=asked, client_key=key_of(request), now=request.now)
        return run_url(made)

    titles = {RunKind.DELIVERY: gettext("编一批结算"), RunKind.SHARE: gettext("编一次二次分配")}
    purposes = {
        RunKind.DELIVERY: gettext("把这几天交的果按价算清，扣该扣的；两个人审批以后入账。"),
        RunKind.SHARE: gettext(
            "果卖完以后，各等级卖得的钱减去交果时付的和以前补的，按斤两补给农户；合作社的盈余也在这里分。"
        ),
    }
    return form_page(
        title=titles[wanted],
        purpose=purposes[wanted],
        back=reverse("settlement:runs"),
        back_label=gettext("结算"),
        form=form,
        act=act,
        done=gettext("编好了，等两个人审批。"),
        submit=gettext("算一遍"),
    ).answer(request)


@require_safe
@login_required
def run(request: Request, pk: int) -> HttpResponse:
    """A run with its sums, its approvals and every household's statement."""
    found = queries.run(request.actor, pk)
    state = queries.state_of(found)
    rows = queries.statements(request.actor, run_id=pk).defer("inputs")
    names = heads(request.actor, rows.values_list("household_id", flat=True))
    grades = catalog.grade_names() | {UNGRADED: gettext("未分级")}
    shared = [
        (
            gettext(SHARED_KIND_NAMES[SharedKind(one.kind)]),
            gettext(SHARE_RULE_NAMES[ShareRule(one.rule)]),
            grades.get(one.grade, one.grade),
            one,
        )
        for one in found.shared.all()
    ]
    waits = state in (RunState.DRAFT, RunState.HALF)
    context = {
        "run": found,
        "state": gettext(RUN_STATE_NAMES[state]),
        "is_posted": state is RunState.POSTED,
        "shared": shared,
        "proceeds": queries.proceeds(request.actor, found),
        "approvals": found.approvals.all(),
        "taken_fen": found.gross_fen - found.net_fen,
        "may_set": request.actor.may("settlement.set_scheme", organisation_id=found.organisation_id),
        "may_approve": waits and request.actor.may("settlement.approve", organisation_id=found.organisation_id),
        "may_pay": state is RunState.POSTED
        and request.actor.may("settlement.pay", organisation_id=found.organisation_id),
        "listing": Listing(request, columns.statements(names), rows),
    }
    return render(request, "settlement/run.html", context)


@require_safe
@login_required
def waiting(request: Request, pk: int) -> HttpResponse:
    """What was received and cannot be settled yet, and what each slip waits for."""
    found = queries.waiting(request.actor, pk)
    names = heads(request.actor, [one.household_id for one in found])
    reasons = [
        (gettext(name), len(of), sum(one.net_g for one in of))
        for why, name in WAITING_NAMES.items()
        if (of := [one for one in found if one.why is why])
    ]
    context = {
        "organisation": register.organisation(request.actor, pk).name,
        "reasons": reasons,
        "listing": Listing(request, columns.waits(names), found, row_key=lambda one: str(one.slip_id)),
    }
    return render(request, "settlement/waiting.html", context)


@require_POST
@login_required
def approve(request: Request, pk: int) -> HttpResponse:
    request.actor.must("settlement.approve")

    def act() -> str:
        actions.approve(actor=request.actor, run_id=pk, now=request.now)
        return run_url(pk)

    response = once(request, act)
    messages.success(request, gettext("已审批。"))
    return response


@require_POST
@login_required
def send_back(request: Request, pk: int) -> HttpResponse:
    request.actor.must("settlement.approve")

    def act() -> str:
        actions.send_back(actor=request.actor, run_id=pk, reason=request.POST.get("reason", "")[:200], now=request.now)
        return run_url(pk)

    response = once(request, act)
    messages.success(request, gettext("已退回，单子可以重新结算。"))
    return response


@require_http_methods(BOTH)
@login_required
def scheme(request: Request, pk: int) -> HttpResponse:
    """How an organisation settles from now on."""
    request.actor.must("settlement.set_scheme")
    request.actor.must("settlement.set_scheme", organisation_id=pk)
    now_said = queries.scheme_of(pk)
    first = {
        "fee": now_said.fee_permille or None,
        "least_cash": now_said.least_cash_permille or None,
        "instalments": now_said.instalments,
        "first_due_months": now_said.first_due_months,
    }
    form = SchemeForm(request.POST or None, initial=first)

    def act() -> str:
        said = form.cleaned_data
        wanted = Scheme(said["fee"] or 0, said["least_cash"] or 0, said["instalments"], said["first_due_months"])
        actions.set_scheme(
            actor=request.actor, organisation_id=pk, scheme=wanted, reason=said["reason"], now=request.now
        )
        return reverse("settlement:runs")

    return form_page(
        title=gettext("结算办法"),
        purpose=gettext("从下一批结算起按这个算；编好的不变。"),
        back=reverse("settlement:runs"),
        back_label=gettext("结算"),
        form=form,
        act=act,
        done=gettext("结算办法定好了。"),
    ).answer(request)

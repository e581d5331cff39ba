"""One contract: what it says now, what it said before, who signed, the price today and why."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from lilian.base.actors import Actor
from lilian.catalog import queries as catalog
from lilian.contracts import queries
from lilian.contracts.values import (
    AMEND_REASON_NAMES,
    END_REASON_NAMES,
    LEG_NAMES,
    METHOD_NAMES,
    PARTY_NAMES,
    STATE_NAMES,
    AmendReason,
    EndReason,
    Method,
    Party,
    State,
)
from lilian.kernel.refusal import NotFound
from lilian.web.contracts.views.money import money_shown
from lilian.web.contracts.words import TONES, deductions, facts, market_names, per_jin, rule_words
from lilian.web.shell.requests import Request


@dataclass(frozen=True)
class GradeNow:
    """One grade of a contract: what was promised and what a kilogram fetches today."""

    name: str
    expected_g: int
    rule: str
    floor_fen: int
    fen_per_kg: int
    per_jin: str
    leg: str
    why: str


def grades_now(terms: Any, day: date, actor: Actor) -> list[GradeNow]:
    """In the order of the lines, all blocks of a grade together."""
    varieties = {line.variety_id for line in terms.lines}
    book, names, markets = queries.price_book(varieties, day, day), catalog.grade_names(), market_names(actor)
    found: dict[tuple[int, str], GradeNow] = {}
    for line in terms.lines:
        key = (line.variety_id, line.grade)
        if key in found:
            continue
        priced = book.price_on(line.rule, line.variety_id, line.grade, day)
        found[key] = GradeNow(
            name=names.get(line.grade, line.grade),
            expected_g=sum(one.expected_g for one in terms.lines if (one.variety_id, one.grade) == key),
            rule=rule_words(line.rule, markets),
            floor_fen=line.rule.floor_fen,
            fen_per_kg=priced.fen_per_kg,
            per_jin=per_jin(priced.fen_per_kg),
            leg=gettext(LEG_NAMES[priced.leg]),
            why=book.why(priced).text(gettext),
        )
    return list(found.values())


@dataclass(frozen=True)
class Sign:
    """One party's place under terms: who signed when, or that it is open and whether the reader may."""

    party: Party
    name: str
    signature: Any
    method: str
    may: bool


def signs_of(actor: Actor, contract: Any, terms: Any) -> list[Sign]:
    done = {one.party: one for one in terms.signatures.all()}
    places = []
    for party in Party:
        if party is Party.COOP and terms.parties == 2:
            continue
        one = done.get(party.value)
        method = gettext(METHOD_NAMES[Method(one.method)]) if one else ""
        places.append(
            Sign(party, gettext(PARTY_NAMES[party]), one, method, not one and may_sign(actor, contract, party))
        )
    return places


def may_sign(actor: Actor, contract: Any, party: Party) -> bool:
    """As the act itself decides; a page only leaves out what would be refused."""
    if not actor.may("contracts.sign") or contract.state == State.ENDED:
        return False
    reach = actor.reach("contracts.sign")
    if party is Party.BUYER:
        return contract.buyer_id in reach
    return contract.coop_id in reach or (party is Party.HOUSEHOLD and bool(reach.person_ids))


def shown(request: Request, contract: Any) -> dict[str, Any]:
    """Everything the pages of one contract show."""
    versions = queries.versions(request.actor, contract.pk)
    newest = versions[0]
    said = queries.said(newest, newest.lines.all())
    state = State(contract.state)
    ending = getattr(contract, "ending", None)
    return {
        "contract": contract,
        "household": queries.household_name(request.actor, contract),
        "state": gettext(STATE_NAMES[state]),
        "tone": TONES[state],
        "newest": newest,
        "versions": [(one, reason_words(one.reason)) for one in versions],
        "said": said,
        "value_fen": queries.value_fen(said.lines),
        "grades": grades_now(said, timezone.localdate(request.now), request.actor),
        "facts": facts(said),
        "deductions": deductions(said),
        "signs": signs_of(request.actor, contract, newest),
        "ending": ending,
        "milestones": queries.milestones(request.actor, contract.pk),
        "end_reason": gettext(END_REASON_NAMES[EndReason(ending.reason)]) if ending else "",
        "today": timezone.localdate(request.now),
    }


def reason_words(reason: str) -> str:
    return gettext(AMEND_REASON_NAMES[AmendReason(reason)]) if reason else gettext("订立")


@require_safe
@login_required
def contract(request: Request, pk: int) -> HttpResponse:
    found: Any = queries.contract(request.actor, pk)  # with its state
    may_change = found.coop_id in request.actor.reach("contracts.make") and found.state != State.ENDED
    page = shown(request, found)
    may_refuse = found.state != State.ENDED and queries.may_speak(request.actor, found, "contracts.refuse")
    may_follow = found.coop_id in request.actor.reach("contracts.follow") and found.state != State.ENDED
    context = {
        "may_refuse": may_refuse,
        "may_follow": may_follow,
        **page,
        **money_shown(request, found),
        "page": page,
        "grade_names": catalog.grade_names(),
        "may_change": may_change,
    }
    return render(request, "contracts/contract.html", context)


@require_safe
@login_required
def mine(request: Request) -> HttpResponse:
    """A grower's own: what was promised, what a jin fetches today and why, in big print."""
    request.actor.must("contracts.see")
    found = list(queries.contracts(request.actor)[:10])
    return render(request, "contracts/mine.html", {"contracts": [shown(request, one) for one in found]})


@require_safe
@login_required
def picture(request: Request, pk: int, signature: int) -> HttpResponse:
    """What was signed with."""
    queries.contract(request.actor, pk)
    data = queries.picture(request.actor, signature)
    if not data:
        raise NotFound()
    kind = "image/png" if data.startswith(b"\x89PNG") else "image/jpeg"
    response = HttpResponse(data, content_type=kind)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response

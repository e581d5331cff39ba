"""People: the list, one of them, their phone on request, the forms."""

from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lilian.members import actions, queries
from lilian.members.values import masked_phone
from lilian.web.members.cards import people_listing
from lilian.web.members.forms import PersonForm
from lilian.web.members.pages import organisation_address
from lilian.web.members.phones import spaced
from lilian.web.members.posts import post_lines
from lilian.web.shell.form_page import form_page
from lilian.web.shell.requests import Request


@require_safe
@login_required
def people_list(request: Request) -> HttpResponse:
    """People the reader may see; found by name, pinyin, initials or the tail of the phone number."""
    text = request.GET.get("q", "")
    context = {
        "listing": people_listing(request, text=text),
        "text": text,
        "may_change": request.actor.may("members.change"),
    }
    return render(request, "members/people.html", context)


@require_safe
@login_required
def person_page(request: Request, pk: int) -> HttpResponse:
    """One person: where they belong, their posts, the phone masked."""
    person = queries.person(request.actor, pk)
    [card] = queries.person_cards(request.actor, [person])
    posts = queries.posts(request.actor, on=timezone.localdate(request.now), person_id=pk)
    context = {
        "person": person,
        "card": card,
        "household": person.household
        if request.actor.may("members.see_people", organisation_id=card.organisation_id)
        else None,
        "posts": post_lines(request.actor, posts),
        "may_reveal": bool(card.phone) and request.actor.may("members.reveal", organisation_id=card.organisation_id),
        "may_change": request.actor.may("members.change", organisation_id=card.organisation_id),
    }
    return render(request, "members/person.html", context)


@require_POST
@login_required
def reveal(request: Request, pk: int) -> HttpResponse:
    """The phone in clear, this once; that it was looked at is on record. Never kept by the browser."""
    person = queries.person(request.actor, pk)
    phone = actions.reveal_phone(actor=request.actor, person_id=pk, now=request.now)
    [card] = queries.person_cards(request.actor, [person])
    template = "members/phone_shown.html" if request.htmx else "members/phone_page.html"
    response = render(request, template, {"card": card, "phone": phone, "spaced": spaced(phone)})
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add_person(request: Request, pk: int) -> HttpResponse:
    """Register someone at an organisation."""
    request.actor.must("members.change", organisation_id=pk)
    organisation, form = queries.organisation(request.actor, pk), PersonForm(request.POST or None)

    def act() -> str:
        actions.add_person(actor=request.actor, draft=form.draft(pk), now=request.now)
        return organisation_address(pk)

    return form_page(
        title=gettext("登记人员"),
        purpose=organisation.name,
        back=organisation_address(pk),
        back_label=organisation.name,
        form=form,
        act=act,
        done=gettext("已登记。"),
        submit=gettext("登记"),
    ).answer(request)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change_person(request: Request, pk: int) -> HttpResponse:
    """Set what is said of someone; a phone left masked as it was shown stays as it is."""
    person = queries.person(request.actor, pk)
    request.actor.must("members.change", organisation_id=person.organisation_id)
    said = {name: getattr(person, name) or "" for name in ("name", "village", "code", "note")}
    said["phone"] = masked_phone(person.phone)
    form = PersonForm(request.POST or None, initial=said)

    def act() -> str:
        draft = form.draft(person.organisation_id)
        if draft.phone == said["phone"]:
            draft = replace(draft, phone=person.phone)
        actions.change_person(actor=request.actor, person_id=pk, draft=draft, now=request.now)
        return organisation_address(person.organisation_id)

    return form_page(
        title=gettext("修改人员资料"),
        purpose=person.organisation.name,
        back=organisation_address(person.organisation_id),
        back_label=person.organisation.name,
        form=form,
        act=act,
        done=gettext("已保存。"),
    ).answer(request)

"""Households: the list, one of them, and the acts that change who and what belongs to it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lilian.base.actors import Actor
from lilian.members import actions, queries
from lilian.members.values import HouseholdDraft
from lilian.web.members import history
from lilian.web.members.cards import household_listing
from lilian.web.members.columns import mu
from lilian.web.members.finding import BlockField, PersonField
from lilian.web.members.pages import organisation_address
from lilian.web.shell.form_page import form_page
from lilian.web.shell.once import once
from lilian.web.shell.requests import Request

MOST_HISTORY = 30
BOTH = ["GET", "HEAD", "POST"]


class HouseholdForm(forms.Form):
    person = PersonField(label=_("户主"), help_text=_("写姓名、拼音、人员编号或手机尾号；要先登记为本单位的人。"))
    code = forms.CharField(label=_("农户编号"), max_length=40, required=False, help_text=_("空着就自动编一个。"))
    village = forms.CharField(label=_("村"), max_length=40, required=False)
    note = forms.CharField(label=_("备注"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, actor: Actor, organisation_id: int) -> None:
        super().__init__(*args)
        self.fields["person"].of(actor, organisation_id, "people")  # type: ignore[attr-defined]


class JoinForm(forms.Form):
    person = PersonField(label=_("谁"), help_text=_("写姓名、拼音、人员编号或手机尾号。"))

    def __init__(self, *args: Any, actor: Actor, organisation_id: int) -> None:
        super().__init__(*args)
        self.fields["person"].of(actor, organisation_id, "people")  # type: ignore[attr-defined]


class BlockForm(forms.Form):
    block = BlockField(label=_("哪块地"), help_text=_("写地块的名称或编号；原来归别的农户的，改归这一户。"))

    def __init__(self, *args: Any, actor: Actor, organisation_id: int) -> None:
        super().__init__(*args)
        self.fields["block"].of(actor, organisation_id, "blocks")  # type: ignore[attr-defined]


class ChangeHouseholdForm(forms.Form):
    code = forms.CharField(label=_("农户编号"), max_length=40)
    village = forms.CharField(label=_("村"), max_length=40, required=False)
    note = forms.CharField(label=_("备注"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class CloseHouseholdForm(forms.Form):
    reason = forms.CharField(label=_("为什么销户"), max_length=200, help_text=_("例如：和儿子家并成一户了。"))


def household_address(pk: int) -> str:
    return reverse("members:household", args=[pk])


@require_safe
@login_required
def household_list(request: Request) -> HttpResponse:
    """Households the reader may see; found by code, or by name, pinyin or phone tail of one of their people."""
    text = request.GET.get("q", "")
    context = {
        "listing": household_listing(request, text),
        "text": text,
        "may_change": request.actor.may("members.change"),
    }
    return render(request, "members/households.html", context)


@require_safe
@login_required
def household_page(request: Request, pk: int) -> HttpResponse:
    """One household: its people, the head first, and its orchard blocks."""
    household = queries.household(request.actor, pk)
    people = list(queries.people_of(request.actor, pk))
    cards = queries.person_cards(request.actor, people)
    blocks = list(queries.blocks_of(request.actor, pk))
    context = {
        "household": household,
        "people": [(card, person.is_head) for card, person in zip(cards, people, strict=True)],
        "head": next((card for card, person in zip(cards, people, strict=True) if person.is_head), None),
        "blocks": [(block, mu(block.area_m2 or 0)) for block in blocks],
        "area": mu(sum(block.area_m2 or 0 for block in blocks)),
        "may_change": household.closed_on is None
        and request.actor.may("members.change", organisation_id=household.organisation_id),
        "history": history.lines(queries.household_history(request.actor, pk)[:MOST_HISTORY])
        if request.actor.may("base.see_audit")
        else None,
    }
    return render(request, "members/household.html", context)


@require_http_methods(BOTH)
@login_required
def add_household(request: Request, pk: int) -> HttpResponse:
    """Register a household of this organisation."""
    request.actor.must("members.change", organisation_id=pk)
    organisation = queries.organisation(request.actor, pk)
    form = HouseholdForm(request.POST or None, actor=request.actor, organisation_id=pk)

    def act() -> str:
        said = form.cleaned_data
        draft = HouseholdDraft(pk, code=said["code"], village=said["village"], note=said["note"])
        made = actions.add_household(actor=request.actor, draft=draft, head_id=said["person"], now=request.now)
        return household_address(made)

    return form_page(
        title=gettext("登记农户"),
        purpose=organisation.name,
        back=organisation_address(pk),
        back_label=organisation.name,
        form=form,
        act=act,
        done=gettext("已登记。"),
        submit=gettext("登记"),
    ).answer(request)


def asked_of(
    request: Request, household: Any, title: str, form: forms.Form, act: Callable[[], str], **more: str
) -> HttpResponse:
    """A form about one household, with the way back to its page."""
    return form_page(
        title=title,
        purpose=more.pop("purpose", gettext("农户 %(code)s") % {"code": household.code}),
        back=household_address(household.pk),
        back_label=household.code,
        form=form,
        act=act,
        done=gettext("已记下。"),
        **more,
    ).answer(request)


@require_http_methods(BOTH)
@login_required
def change_household(request: Request, pk: int) -> HttpResponse:
    """Its code, village and note."""
    request.actor.must("members.change")
    household = queries.household(request.actor, pk)
    said = {name: getattr(household, name) for name in ("code", "village", "note")}
    form = ChangeHouseholdForm(request.POST or None, initial=said)

    def act() -> str:
        draft = HouseholdDraft(organisation_id=household.organisation_id, **form.cleaned_data)
        actions.change_household(actor=request.actor, household_id=pk, draft=draft, now=request.now)
        return household_address(pk)

    return asked_of(request, household, gettext("修改资料"), form, act)


@require_http_methods(BOTH)
@login_required
def close_household(request: Request, pk: int) -> HttpResponse:
    """The household is no more; its people and blocks stay in the register."""
    request.actor.must("members.change")
    household, form = queries.household(request.actor, pk), CloseHouseholdForm(request.POST or None)

    def act() -> str:
        reason = form.cleaned_data["reason"]
        actions.close_household(actor=request.actor, household_id=pk, reason=reason, now=request.now)
        return household_address(pk)

    purpose = gettext("农户 %(code)s：人和地块都还在，只是不再归这一户；以前的记录留着。") % {"code": household.code}
    return asked_of(request, household, gettext("销户"), form, act, purpose=purpose, submit=gettext("销户"))


@require_http_methods(BOTH)
@login_required
def join_household(request: Request, pk: int) -> HttpResponse:
    """Someone becomes one of the household."""
    request.actor.must("members.change")
    household = queries.household(request.actor, pk)
    form = JoinForm(request.POST or None, actor=request.actor, organisation_id=household.organisation_id)

    def act() -> str:
        person = form.cleaned_data["person"]
        actions.join_household(actor=request.actor, household_id=pk, person_id=person, now=request.now)
        return household_address(pk)

    return asked_of(request, household, gettext("添一口人"), form, act)


@require_http_methods(BOTH)
@login_required
def give_block(request: Request, pk: int) -> HttpResponse:
    """An orchard block is this household's."""
    request.actor.must("members.change")
    household = queries.household(request.actor, pk)
    form = BlockForm(request.POST or None, actor=request.actor, organisation_id=household.organisation_id)

    def act() -> str:
        actions.give_block(actor=request.actor, household_id=pk, place_id=form.cleaned_data["block"], now=request.now)
        return household_address(pk)

    return asked_of(request, household, gettext("添一块地"), form, act)


def changed(request: Request, pk: int, act: Callable[[], None]) -> HttpResponse:
    def done() -> str:
        act()
        return household_address(pk)

    response = once(request, done)
    messages.success(request, gettext("已记下。"))
    return response


@require_POST
@login_required
def leave_household(request: Request, pk: int, person: int) -> HttpResponse:
    """Someone is no longer one of the household."""
    request.actor.must("members.change")
    return changed(
        request,
        pk,
        lambda: actions.leave_household(actor=request.actor, household_id=pk, person_id=person, now=request.now),
    )


@require_POST
@login_required
def change_head(request: Request, pk: int, person: int) -> HttpResponse:
    """One of the household becomes its head."""
    request.actor.must("members.change")
    return changed(
        request,
        pk,
        lambda: actions.change_head(actor=request.actor, household_id=pk, person_id=person, now=request.now),
    )

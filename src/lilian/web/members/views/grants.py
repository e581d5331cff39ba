"""One organisation lets another do something for it, and takes it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from lilian.kernel.refusal import NotFound
from lilian.members import actions, queries
from lilian.web.members.forms import GrantForm
from lilian.web.members.pages import organisation_address
from lilian.web.shell.form_page import form_page
from lilian.web.shell.once import once
from lilian.web.shell.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def grant(request: Request, pk: int) -> HttpResponse:
    """This organisation lets another do something of its own."""
    request.actor.must("members.grant", organisation_id=pk)
    organisation = queries.organisation(request.actor, pk)
    start = {"starts_on": timezone.localdate(request.now)}
    form = GrantForm(request.POST or None, actor=request.actor, initial=start)

    def act() -> str:
        said = form.cleaned_data
        actions.grant(
            actor=request.actor,
            giver_id=pk,
            receiver_id=said["receiver"],
            permission=said["permission"],
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
            now=request.now,
        )
        return organisation_address(pk)

    return form_page(
        title=gettext("委托别的单位"),
        purpose=gettext("让对方替本单位办一件事，或看本单位的一样资料。"),
        back=organisation_address(pk),
        back_label=organisation.name,
        form=form,
        act=act,
        done=gettext("已委托。"),
        submit=gettext("委托"),
    ).answer(request)


@require_POST
@login_required
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Take a grant back at once."""
    found = queries.grants(request.actor).filter(pk=pk).first()
    if found is None:
        raise NotFound()

    def act() -> str:
        actions.withdraw_grant(actor=request.actor, grant_id=pk, now=request.now)
        return organisation_address(found.giver_id)

    response = once(request, act)
    messages.success(request, gettext("已收回，从现在起对方不能再办。"))
    return response

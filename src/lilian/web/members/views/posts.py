"""Posts are given and end."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from lilian.kernel.refusal import NotFound
from lilian.members import actions, queries
from lilian.web.members.forms import EndPostForm, PostForm
from lilian.web.members.pages import organisation_address
from lilian.web.members.posts import post_lines
from lilian.web.shell.form_page import form_page
from lilian.web.shell.requests import Request

BOTH = ["GET", "HEAD", "POST"]


@require_http_methods(BOTH)
@login_required
def give_post(request: Request, pk: int) -> HttpResponse:
    """Someone takes a post at this organisation."""
    request.actor.must("members.change", organisation_id=pk)
    organisation = queries.organisation(request.actor, pk)
    start = {"starts_on": timezone.localdate(request.now)}
    form = PostForm(request.POST or None, actor=request.actor, organisation_id=pk, initial=start)

    def act() -> str:
        said = form.cleaned_data
        actions.give_post(
            actor=request.actor,
            person_id=said["person"],
            role=form.chosen_role,
            organisation_id=pk,
            starts_on=said["starts_on"],
            now=request.now,
        )
        return organisation_address(pk)

    return form_page(
        title=gettext("任命"),
        purpose=gettext("任了职的人，登录后就能办这个职位的事。"),
        back=organisation_address(pk),
        back_label=organisation.name,
        form=form,
        act=act,
        done=gettext("已任命。"),
        submit=gettext("任命"),
    ).answer(request)


@require_http_methods(BOTH)
@login_required
def end_post(request: Request, pk: int) -> HttpResponse:
    """A post ends from a day on.

    :raises NotFound: if it is over already, or not the reader's to see
    """
    request.actor.must("members.change")
    today = timezone.localdate(request.now)
    held = queries.posts(request.actor, on=today).filter(pk=pk).first()
    if held is None:
        raise NotFound()
    [line] = post_lines(request.actor, [held])
    form = EndPostForm(request.POST or None, initial={"ends_on": today})

    def act() -> str:
        actions.end_post(actor=request.actor, post_id=pk, ends_on=form.cleaned_data["ends_on"], now=request.now)
        return organisation_address(line.organisation_id)

    return form_page(
        title=gettext("结束任职"),
        purpose=f"{line.name} · {line.role} · {line.organisation}",
        back=organisation_address(line.organisation_id),
        back_label=line.organisation,
        form=form,
        act=act,
        done=gettext("已记下。"),
        submit=gettext("结束任职"),
    ).answer(request)

"""For whoever has no phone to scan with: the code on the label is typed, or said to somebody who types it."""

import time

from django import forms
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from lilian.kernel import codes
from lilian.kernel.refusal import Refusal
from lilian.packing.queries import labelled
from lilian.passport import actions, queries
from lilian.passport.values import ComplaintDraft
from lilian.transparency import queries as transparency
from lilian.web.passport.languages import NAMES
from lilian.web.passport.leaflets import leaflet_pdf
from lilian.web.passport.links import box_path
from lilian.web.passport.page import fresh, language, nothing_here, public
from lilian.web.shell.refusals import status_of, told
from lilian.web.shell.requests import Request

SALT, SHORTEST_S, LONGEST_S = "passport.complain", 3, 6 * 3600
UNPROCESSABLE = 422


@require_safe
def check(request: Request) -> HttpResponse:
    """The box whose code was typed, or how to type it."""
    typed = request.GET.get("code", "").strip()[:60]
    code = queries.look_up(typed) if typed else ""
    if not code:
        shown: dict[str, object] = {"typed": typed, "shown": queries.in_groups(typed)}
        return public(request, "passport/check.html", shown, status=404 if typed else 200)
    return HttpResponseRedirect(f"{path_of(code)}?lang={NAMES[language(request)]}")


def path_of(code: str) -> str:
    """The address of the page of a box there is."""
    box = labelled(code)
    assert box is not None, code
    return box_path(box.gtin, box.batch, box.code)


@require_safe
def leaflet(request: HttpRequest) -> HttpResponse:
    """A page of A4 to lay into a box or hang up in a shop: how to check a box without a phone."""
    with translation.override(language(request)):
        response = HttpResponse(leaflet_pdf(request.get_host(), language(request)), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="check.pdf"'
    return response


@require_safe
def proof(request: Request, code: str) -> HttpResponse:
    """The entry its boxes were put on the books by, as the transparency log keeps it, to be verified in the browser."""
    box = labelled(code)
    if box is None:
        return nothing_here(request, code)
    offered = transparency.offered("goods_entry", box.entry_id) if box.entry_id else None
    is_erased = box.entry_id is not None and transparency.is_erased("goods_entry", box.entry_id)
    with translation.override(language(request)):
        context: dict[str, object] = {"offered": offered, "box": box, "back": path_of(code)}
        context |= {"is_erased": is_erased, "lang": NAMES[language(request)]}
        return fresh(render(request, "passport/proof.html", context))


class ComplaintForm(forms.Form):
    """`website` is for machines: people do not see it. `began` says when the form was shown, signed."""

    text = forms.CharField(label=_("哪里不好"), max_length=500, widget=forms.Textarea(attrs={"rows": 5}))
    contact = forms.CharField(label=_("怎么联系您（可以不填）"), max_length=60, required=False)
    website = forms.CharField(required=False)
    began = forms.CharField(required=False)

    @property
    def is_machine(self) -> bool:
        """True if the hidden field is filled in, or the form was sent faster than anybody types, or never shown."""
        if self.data.get("website"):
            return True
        try:
            began = float(signing.loads(self.data.get("began", ""), salt=SALT, max_age=LONGEST_S))
        except (signing.BadSignature, ValueError):
            return True
        return time.time() - began < SHORTEST_S


# Nobody is signed in here and no cookie counts, so there is nothing a foreign page could do in somebody's name.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def complain(request: Request, code: str) -> HttpResponse:
    """Anybody who has the box says what is wrong; it stands among the office's things to do."""
    if labelled(code) is None:
        return nothing_here(request, code)
    form = ComplaintForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "code": code, "spoken": codes.grouped(code), "back": path_of(code)}
    if request.method != "POST":
        return public(request, "passport/complain.html", {**context, "began": signing.dumps(time.time(), salt=SALT)})
    if not form.is_valid() or form.is_machine:
        context |= {"began": signing.dumps(time.time(), salt=SALT), "slower": form.is_valid()}
        return public(request, "passport/complain.html", context, status=UNPROCESSABLE)
    draft = ComplaintDraft(form.cleaned_data["text"], form.cleaned_data["contact"])
    try:
        actions.complain(actor=request.actor, code=code, draft=draft, now=request.now)
    except Refusal as refusal:
        with translation.override(language(request)):
            context["told"] = told(refusal)
        context["began"] = signing.dumps(time.time(), salt=SALT)
        return public(request, "passport/complain.html", context, status=status_of(refusal))
    return public(request, "passport/complained.html", context)

"""What should leave first: the fruit that keeps least long, with the reason in words."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lilian.keeping import queries
from lilian.web.shell.fields import WeightField
from lilian.web.shell.requests import Request

MOST_SHOWN = 200


class WantedForm(forms.Form):
    wanted = WeightField(label=_("要出多少"), required=False)


@require_safe
@login_required
def first_out(request: Request) -> HttpResponse:
    """`?wanted=20`: which lots make twenty tonnes."""
    lots = queries.aged(request.actor, now=request.now)
    form = WantedForm(request.GET if request.GET.get("wanted") else None)
    wanted_g = form.cleaned_data["wanted"] if form.is_bound and form.is_valid() else None
    taken = queries.first_out(lots, wanted_g) if wanted_g else []
    context = {
        "lots": lots[:MOST_SHOWN],
        "form": form,
        "taken": taken,
        "short_g": (wanted_g or 0) - sum(part_g for _one, part_g in taken),
    }
    return render(request, "keeping/first_out.html", context)

"""What anybody sees who scans a certificate: valid or void first, then what it promises."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from lilian.certificates import queries
from lilian.certificates.values import BASIS_NAMES, FORM_NAMES, PROMISES, Form, PublicCertificate, spoken, tidied
from lilian.kernel.refusal import NotFound
from lilian.kernel.sentences import joined
from lilian.web.shell.requests import Request

NOT_FOUND = 404


@require_safe
def check(request: Request, number: str) -> HttpResponse:
    """Who holds a paper whose number nobody has is told that, and what it may mean."""
    try:
        found = queries.public(number)
    except NotFound:
        return render(request, "certificates/check.html", {"number": spoken(tidied(number))}, status=NOT_FOUND)
    return render(request, "certificates/check.html", said(found))


def said(found: PublicCertificate) -> dict[str, Any]:
    """The certificate in the reader's words."""
    return {
        "found": found,
        "number": spoken(found.number),
        "form": gettext(FORM_NAMES[found.form]),
        "signed_by": found.signed_by,
        "promises": promised(found.form),
        "bases": [(gettext(name), basis in found.bases) for basis, name in BASIS_NAMES.items()],
    }


def promised(form: Form) -> str:
    """What one promises with it, in the reader's words."""
    return joined(*(gettext(words) for words in PROMISES[form]))

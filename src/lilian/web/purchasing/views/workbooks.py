"""What a campaign holds, taken out as Excel; the form of a place, to be filled in and brought back."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lilian.kernel.refusal import NotFound
from lilian.members import queries as members
from lilian.purchasing import queries
from lilian.purchasing.sheets import NEEDS
from lilian.sheets.export import export_xlsx
from lilian.web.purchasing import workbooks
from lilian.web.purchasing.views.handing import handing_lines
from lilian.web.purchasing.words import state_words
from lilian.web.shell.requests import Request
from lilian.web.shell.tables.papers import as_download


@require_safe
@login_required
def needs(request: Request, pk: int) -> HttpResponse:
    """Every need the reader may know of, at whatever stage the campaign is."""
    found = list(queries.needs(request.actor, pk))
    name, reasons = queries.campaign(request.actor, pk).name, queries.reasons(found)
    rows = (workbooks.asked_row(need, state_words(need.state), reasons.get(need.pk, "")) for need in found)
    return workbooks.download(request, f"{workbooks.ASKED.sheet}-{name}", (workbooks.ASKED, rows))


@require_safe
@login_required
def needs_form(request: Request, pk: int, place: int) -> HttpResponse:
    """Households of a place by articles, what they asked filled in: comes back by the flow of tables."""
    rows = queries.form_rows(request.actor, pk, place)
    home = members.organisation_names([place])[place]
    return as_download(export_xlsx([(NEEDS, rows)]), f"{NEEDS.sheet}-{home}.xlsx")


@require_safe
@login_required
def order(request: Request, pk: int) -> HttpResponse:
    found = queries.order(request.actor, pk)
    lines = found.lines.select_related("article__farm_input", "organisation")
    rows = (workbooks.order_row(found, line) for line in lines)
    return workbooks.download(request, f"{workbooks.ORDER.sheet}-{found.number}", (workbooks.ORDER, rows))


@require_safe
@login_required
def handout(request: Request, pk: int, place: int) -> HttpResponse:
    """Who fetches what at a place, and what came of its orders: two sheets."""
    lines = list(queries.lines_to(request.actor, pk, place))
    if not lines:
        raise NotFound()
    home = members.organisation_names([place])[place]
    handed = (workbooks.HANDOUT, workbooks.handout_rows(handing_lines(request, pk, place)))
    received = (workbooks.RECEIPTS, [workbooks.receipt_row(line) for line in lines])
    return workbooks.download(request, f"{workbooks.HANDOUT.sheet}-{home}", handed, received)

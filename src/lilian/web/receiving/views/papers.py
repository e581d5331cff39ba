"""A slip to hand over: for the 80 mm printer, on A4, as a picture to send."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from lilian.catalog.values import DEFECT_NAMES
from lilian.kernel.money import yuan_text
from lilian.receiving import queries
from lilian.receiving.papers import SlipPaper, pdf, png
from lilian.receiving.values import NO_CERTIFICATE_NAMES, NoCertificate
from lilian.web.receiving.words import grade_names, kilos, price_words, tenths
from lilian.web.shell.requests import Request


def paper_of(request: Request, pk: int) -> SlipPaper:
    """The slip in the reader's words; the same figures as on its page."""
    slip = queries.slip(request.actor, pk)
    void = getattr(slip, "void", None)
    return SlipPaper(
        title=gettext("收果单"),
        number=slip.number,
        organisation=slip.location.organisation.name if slip.location.organisation else "",
        facts=tuple(facts(request, slip)),
        weights=tuple(weights(slip)),
        price=price_words(slip),
        amount="" if slip.amount_fen is None else gettext("%(yuan)s 元") % {"yuan": yuan_text(slip.amount_fen)},
        sample=tuple(sample_lines(slip)),
        void=gettext("已作废：%(reason)s") % {"reason": void.reason} if void else "",
        address=request.build_absolute_uri(reverse("receiving:slip", args=[slip.pk])),
        signs=(gettext("交果人签字"), gettext("收果员 %(name)s") % {"name": slip.recorded_by}),
        foot=gettext("扫码看这张单。单子有错，请当面作废重开。"),
    )


def facts(request: Request, slip: Any) -> list[tuple[str, str]]:
    grade = grade_names(slip.day).get(slip.grade, slip.grade) if slip.grade else ""
    reason = NO_CERTIFICATE_NAMES[NoCertificate(slip.no_certificate)] if slip.no_certificate else ""
    block = [(gettext("地块"), slip.block.name)] if slip.block else []
    return [
        (gettext("交果人"), queries.seller_name(request.actor, slip)),
        *block,
        (gettext("品种"), " ".join(part for part in (slip.variety.name, grade) if part)),
        (gettext("采收日期"), slip.harvest_date.isoformat()),
        (gettext("收购点"), slip.location.name),
        (gettext("过秤"), timezone.localtime(slip.weighed_at).strftime("%Y-%m-%d %H:%M")),
        (gettext("合格证"), slip.certificate or gettext(reason)),
        (gettext("批次"), slip.lot.code),
    ]


def weights(slip: Any) -> list[tuple[str, str]]:
    def said(weight_g: int) -> str:
        return gettext("%(kilos)s 公斤") % {"kilos": kilos(weight_g)}

    crates = [(gettext("筐数"), f"{slip.crates}")] if slip.crates else []
    return [
        (gettext("毛重"), said(slip.gross_g)),
        (gettext("皮重"), said(slip.tare_g)),
        *crates,
        (gettext("净重"), said(slip.net_g)),
    ]


def sample_lines(slip: Any) -> list[tuple[str, str]]:
    sample = getattr(slip, "sample", None)
    if sample is None:
        return []
    defects = [f"{gettext(DEFECT_NAMES[defect])} {count}" for defect, count in queries.defects_of(slip)]
    measured = [
        (gettext("糖度"), f"{tenths(sample.brix_tenths)} °Brix") if sample.brix_tenths is not None else None,
        (gettext("硬度"), f"{tenths(sample.firmness_tenths_n)} N") if sample.firmness_tenths_n is not None else None,
    ]
    looked = gettext("看了 %(n)s 个果") % {"n": sample.size}
    return [
        (gettext("抽样"), looked),
        *(line for line in measured if line),
        (gettext("缺陷"), "  ".join(defects) or gettext("没有")),
    ]


def inline(data: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(False, name) or ""
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@login_required
def roll(request: Request, pk: int) -> HttpResponse:
    paper = paper_of(request, pk)
    return inline(pdf(paper, roll=True), "application/pdf", f"{paper.number}-80mm.pdf")


@require_safe
@login_required
def sheet(request: Request, pk: int) -> HttpResponse:
    paper = paper_of(request, pk)
    return inline(pdf(paper, roll=False), "application/pdf", f"{paper.number}-A4.pdf")


@require_safe
@login_required
def picture(request: Request, pk: int) -> HttpResponse:
    paper = paper_of(request, pk)
    return inline(png(paper), "image/png", f"{paper.number}.png")

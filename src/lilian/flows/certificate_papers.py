"""Certificates as the doors print them. The text is Chinese whatever the screen speaks: the order fixes it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext

from lilian.base.actors import Actor
from lilian.certificates import queries
from lilian.certificates.papers import CertificatePaper, pdf
from lilian.certificates.values import BASIS_NAMES, FORM_NAMES, OPEN_PAGE, PROMISES, Form, spoken
from lilian.kernel.quantity import in_unit, number_text

if TYPE_CHECKING:
    from lilian.certificates.models import Certificate

CHINESE = "zh-hans"
Pair = tuple[str, str]


def printed(actor: Actor, keys: Sequence[int], size: str, host: str) -> bytes:
    """These certificates in one PDF, a page each, in the order they were issued; void ones say so across."""
    found = list(queries.in_full(queries.certificates(actor).filter(pk__in=keys)).order_by("pk"))
    hands = queries.signature_of([row.pk for row in found]) if size == "a4" else {}
    with translation.override(CHINESE):
        return pdf([paper_of(row, hands.get(row.pk, b""), settings.LINK_HOST or host) for row in found], size)


def paper_of(row: "Certificate", signature: bytes, host: str) -> CertificatePaper:
    void = getattr(row, "void", None)
    return CertificatePaper(
        title=gettext("承诺达标合格证"),
        form=gettext(FORM_NAMES[Form(row.form)]),
        number=spoken(row.number),
        lead=gettext("我承诺："),
        promises=tuple(gettext(words) for words in PROMISES[Form(row.form)]),
        basis=gettext("承诺依据"),
        bases=tuple((gettext(name), basis.value in row.bases.split(",")) for basis, name in BASIS_NAMES.items()),
        facts=tuple(facts(row)),
        more=tuple(more(row)),
        sign=(gettext("承诺人（盖章或签字）"), row.signed_by),
        void="已作废 VOID" if void else "",
        void_why=void.reason if void else "",
        link=f"https://{host}{OPEN_PAGE.format(number=row.number)}",
        link_caption=gettext("扫码查验"),
        signature=signature,
    )


def facts(row: "Certificate") -> Iterator[Pair]:
    """What the order asks for, in the order of its form."""
    yield gettext("产品"), row.variety.name
    yield gettext("重量"), gettext("%(kilos)s 公斤") % {"kilos": number_text(in_unit(row.weight_g, "公斤"), 3)}
    yield gettext("产地"), row.origin
    yield gettext("承诺人"), row.promiser
    yield gettext("联系电话"), row.contact
    yield gettext("开具"), timezone.localtime(row.issued_at).strftime("%Y-%m-%d %H:%M")


def more(row: "Certificate") -> Iterable[Pair]:
    """What a sheet has room for: the test, the lots, the certificates it names."""
    if row.test:
        yield gettext("检测"), f"{row.test} · {row.used}"
    if lots := queries.lot_codes_of(row):
        yield gettext("批次"), gettext("、").join(lots)
    if named := queries.named_numbers(row):
        yield gettext("收取的合格证"), gettext("、").join(spoken(number) for number in named)

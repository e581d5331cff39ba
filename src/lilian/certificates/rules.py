"""Pure decisions about certificates: what one may say, which form it is, whether a number stands for fruit."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from lilian.certificates.values import TESTS, Brought, CertificateDraft, Form, Misfit
from lilian.kernel.marks import gettext_noop
from lilian.kernel.quantity import in_unit
from lilian.kernel.refusal import Invalid, Refusal
from lilian.stock.values import Origin

MOST_G = 100_000_000
MOST_BYTES = 2_000_000
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


class NoWeight(Invalid):
    code = "certificates.no_weight"
    sentence = gettext_noop("请填重量，最多 100 吨。")


class NoBasis(Invalid):
    code = "certificates.no_basis"
    sentence = gettext_noop("请至少勾一项承诺依据。")


class UnsaidTest(Invalid):
    code = "certificates.test_unsaid"
    sentence = gettext_noop("承诺依据是检测的，请写明做了什么检测、检的是哪些用过的药。")
    remedy = gettext_noop("用什么药，检什么药。")


class NobodySigned(Invalid):
    code = "certificates.nobody_signed"
    sentence = gettext_noop("请写明承诺人签字的姓名。")


class NoContact(Invalid):
    code = "certificates.no_contact"
    sentence = gettext_noop("请填承诺人的联系电话。")


class PartsAreNotTheWhole(Invalid):
    code = "certificates.parts_are_not_the_whole"
    sentence = gettext_noop("各批次的重量加起来不等于合格证的重量。")


class OtherForm(Invalid):
    code = "certificates.other_form"
    sentence = gettext_noop("这批果里有别人种的，要开收购者的合格证。")


class MoreThanGrown(Refusal):
    code = "certificates.more_than_grown"
    sentence = gettext_noop(
        "批次 {lot} 里自己种的有 {own} 公斤，生产者的合格证已经开了 {promised} 公斤，最多再开 {left} 公斤。"
    )
    remedy = gettext_noop("收购来的那部分，请开收购者的合格证。")


class NothingCollected(Refusal):
    code = "certificates.nothing_collected"
    sentence = gettext_noop("收购者的合格证要写明收取了哪些合格证。")
    remedy = gettext_noop("请先登记收到的合格证；农户没有的，请检测合格以后按检测开具。")


class NotAPicture(Invalid):
    code = "certificates.not_a_picture"
    sentence = gettext_noop("签字和照片要是 PNG 或 JPEG，不超过 2 MB。")


@dataclass(frozen=True)
class Grown:
    """A part of a lot that is promised for: `own_g` of the lot grew with who promises, and `produced_g` of that is
    promised for as a producer already."""

    lot: str
    part_g: int
    own_g: int
    produced_g: int = 0

    @property
    def left_g(self) -> int:
        return max(self.own_g - self.produced_g, 0)


@dataclass(frozen=True)
class Standing:
    """What is known of a certificate of ours when somebody brings it."""

    organisation_id: int
    household_id: int | None
    variety_id: int
    left_g: int
    is_void: bool


def check(draft: CertificateDraft) -> None:
    """What no certificate may say, whoever issues it.

    :raises NoWeight, NoBasis, UnsaidTest, NobodySigned, NoContact, PartsAreNotTheWhole, NotAPicture:
    """
    if not 0 < draft.weight_g <= MOST_G or any(part.weight_g <= 0 for part in draft.lots):
        raise NoWeight()
    if not draft.bases:
        raise NoBasis()
    if TESTS & set(draft.bases) and not (draft.test.strip() and draft.used.strip()):
        raise UnsaidTest()
    if not draft.signed_by.strip():
        raise NobodySigned()
    if not draft.contact.strip():
        raise NoContact()
    if draft.lots and sum(part.weight_g for part in draft.lots) != draft.weight_g:
        raise PartsAreNotTheWhole()
    check_picture(draft.picture)


def check_picture(picture: bytes) -> None:
    """:raises NotAPicture: unless it is none, or a PNG or JPEG of a size one sends"""
    if picture and (len(picture) > MOST_BYTES or not picture.startswith(PICTURES)):
        raise NotAPicture()


def form_of(origins: Collection[Origin], organisation_id: int, household_id: int | None) -> Form:
    """PRODUCER if all of it grew with who promises: a co-operative's members grow for it."""
    own = all(is_own(origin, organisation_id, household_id) for origin in origins)
    return Form.PRODUCER if own else Form.BUYER


def is_own(origin: Origin, organisation_id: int, household_id: int | None) -> bool:
    return origin.organisation_id == organisation_id and household_id in (None, origin.household_id)


def own_g(grown: Mapping[Origin, int], organisation_id: int, household_id: int | None) -> int:
    """Grams of a lot that grew with who promises."""
    return sum(weight_g for origin, weight_g in grown.items() if is_own(origin, organisation_id, household_id))


def stood_for(draft: CertificateDraft, grown: Mapping[Origin, int]) -> dict[Origin, int]:
    """Of a lot's origins those a form speaks of: a producer's of what it grew, never of what was mixed in."""
    is_all = draft.form is Form.BUYER
    by = (draft.organisation_id, draft.household_id)
    return {origin: weight_g for origin, weight_g in grown.items() if is_all or is_own(origin, *by)}


def check_form(draft: CertificateDraft, lots: Iterable[Grown]) -> None:
    """A producer's form stands for what the promising party grew: of a lot mixed with bought fruit, for that part of
    it. A buyer's form says what was collected, or rests on a test of its own; it may stand for all of a mixed lot.

    :raises OtherForm, MoreThanGrown, NothingCollected: as the names say
    """
    for lot in lots if draft.form is Form.PRODUCER else ():
        if not lot.own_g:
            raise OtherForm()
        if lot.part_g > lot.left_g:
            figures = {"own": lot.own_g, "promised": lot.produced_g, "left": lot.left_g}
            raise MoreThanGrown(lot=lot.lot, **{name: f"{in_unit(grams, '公斤'):f}" for name, grams in figures.items()})
    if draft.form is Form.BUYER and not (draft.collected or draft.earlier or TESTS & set(draft.bases)):
        raise NothingCollected()


def misfit(brought: Brought, known: Standing | None) -> Misfit | None:
    """Why the certificate does not stand for this fruit; None if it does."""
    if known is None:
        return Misfit.UNKNOWN
    if known.is_void:
        return Misfit.VOID
    if not _is_of(brought, known):
        return Misfit.OTHER_PARTY
    if known.variety_id != brought.variety_id:
        return Misfit.OTHER_PRODUCT
    return Misfit.TOO_LITTLE if known.left_g < brought.weight_g else None


def _is_of(brought: Brought, known: Standing) -> bool:
    """A household may bring its own, or its co-operative's."""
    if brought.seller_household_id is not None and known.household_id is not None:
        return known.household_id == brought.seller_household_id
    return known.household_id is None and known.organisation_id == brought.seller_organisation_id


def digest(said: Mapping[str, object]) -> str:
    """SHA-256 over all that a certificate says, by name."""
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def places_words(words: Iterable[str]) -> str:
    """`城南乡某村、下李乡某村`, each once, in their order."""
    return "、".join(dict.fromkeys(word for word in words if word))[:120]

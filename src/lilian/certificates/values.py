"""What others may know of certificates: their forms and wordings, what one says, what a collected one is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lilian.kernel import codes
from lilian.kernel.marks import gettext_noop

PREFIX, RANDOM_LENGTH = "HG", 10
OPEN_PAGE = "/certificate/{number}/"  # what a printed code leads to
LOOKS_OURS = re.compile(rf"{PREFIX}[0-9A-Z]{{{RANDOM_LENGTH + 1}}}")


class Form(StrEnum):
    """Who promises: who grew the fruit, or who bought it and mixed or split it."""

    PRODUCER = "producer"
    BUYER = "buyer"


FORM_NAMES = {Form.PRODUCER: gettext_noop("生产者"), Form.BUYER: gettext_noop("收购者")}
# As Order No. 4 of 2025 of the Ministry of Agriculture and Rural Affairs has them: these words and no others.
PROMISES: Mapping[Form, tuple[str, ...]] = {
    Form.PRODUCER: (
        gettext_noop("未使用禁用农药、兽药及其他化合物；"),
        gettext_noop("使用的常规农药、兽药残留不超标。"),
    ),
    Form.BUYER: (
        gettext_noop("已按规定收取并保存该批次农产品承诺达标合格证或者其他质量安全合格证明；"),
        gettext_noop("未违规使用保鲜剂、防腐剂、添加剂等。"),
    ),
}


class Basis(StrEnum):
    """What the promise rests on; several may be ticked."""

    CONTROL = "control"
    OWN_TEST = "own_test"
    COMMISSIONED_TEST = "commissioned_test"


BASIS_NAMES = {
    Basis.CONTROL: gettext_noop("质量安全控制符合要求"),
    Basis.OWN_TEST: gettext_noop("自行检测合格"),
    Basis.COMMISSIONED_TEST: gettext_noop("委托检测合格"),
}
TESTS = frozenset({Basis.OWN_TEST, Basis.COMMISSIONED_TEST})


class Misfit(StrEnum):
    """Why a number of ours does not stand for the fruit it was brought with, the worst first."""

    UNKNOWN = "unknown"
    VOID = "void"
    OTHER_PARTY = "other_party"
    OTHER_PRODUCT = "other_product"
    TOO_LITTLE = "too_little"


MISFIT_NAMES = {
    Misfit.UNKNOWN: gettext_noop("没有这个编号"),
    Misfit.VOID: gettext_noop("这张合格证已经作废"),
    Misfit.OTHER_PARTY: gettext_noop("不是交果人开具的"),
    Misfit.OTHER_PRODUCT: gettext_noop("品种对不上"),
    Misfit.TOO_LITTLE: gettext_noop("剩下的重量不够"),
}


@dataclass(frozen=True)
class Part:
    """So many grams of a lot are promised for."""

    lot_id: int
    weight_g: int


@dataclass(frozen=True)
class CertificateDraft:
    """What is promised, by whom. Without `lots` it is for fruit not received yet, and then `origin` may be ''.

    `organisation_id` promises, or through it the household. `test` and `used` say which test it was and what had been
    used on the fruit and was tested for, where the basis is a test. `collected` are records of certificates that were
    taken in, `earlier` certificates of ours that stood for the fruit before it was mixed or split.
    """

    form: Form
    organisation_id: int
    variety_id: int
    weight_g: int
    signed_by: str
    bases: tuple[Basis, ...] = (Basis.CONTROL,)
    household_id: int | None = None
    contact: str = ""
    origin: str = ""
    test: str = ""
    used: str = ""
    lots: tuple[Part, ...] = ()
    collected: tuple[int, ...] = ()
    earlier: tuple[int, ...] = ()
    picture: bytes = b""


@dataclass(frozen=True)
class Brought:
    """A certificate that came with fruit: its number, and for one that is not ours who issued it."""

    organisation_id: int
    lot_id: int
    variety_id: int
    weight_g: int
    number: str
    issuer: str
    seller_organisation_id: int | None = None
    seller_household_id: int | None = None


@dataclass(frozen=True)
class PublicCertificate:
    """What anybody may read of one who holds its number.

    The order asks for the promising party and its contact: the party is named in full, a person or an organisation.
    A grower's phone is masked, an organisation's is not. Whose hand signed for the party is asked for on paper alone:
    `signed_by` is masked, and '' where the party signed itself.
    """

    number: str
    form: Form
    bases: tuple[Basis, ...]
    test: str
    used: str
    variety: str
    weight_g: int
    origin: str
    issued_at: datetime
    promiser: str
    contact: str
    signed_by: str
    lots: tuple[str, ...]
    voided_at: datetime | None
    void_reason: str


@dataclass(frozen=True)
class LotCertificate:
    """A certificate that stands, or stood, for a lot: as the page of a box may show it, a grower's name left out.

    `issued` is False for one that was taken in. Who holds the number reads who promised: of a personal one, which is a
    grower's or nobody knows whose, it is not given away.
    """

    number: str
    promiser: str
    weight_g: int
    at: datetime
    lot_id: int
    issued: bool
    form: Form | None
    is_void: bool
    is_ours: bool
    is_personal: bool
    bases: tuple[Basis, ...] = ()
    test: str = ""


@dataclass(frozen=True)
class Lacking:
    """A lot on hand that no certificate stands for; `mixed` if it came out of other lots."""

    lot_id: int
    code: str
    owner_id: int
    owner: str
    variety: str
    variety_id: int
    made_on: date
    weight_g: int
    mixed: bool


@dataclass(frozen=True)
class Proposal:
    """What a certificate for lots would say; `lots` are grams that may still be promised, by lot.

    `earlier` are certificates of ours, `collected` records of those taken in, both by key with their numbers: the
    nearest that stand, none that a later one has replaced. `own` are those of the grams that a producer's form may
    stand for: of a lot mixed with bought fruit, what the owner grew; a lot without any is missing.
    """

    form: Form
    variety_id: int
    lots: Mapping[int, int]
    codes: Mapping[int, str]
    own: Mapping[int, int]
    earlier: Mapping[int, str]
    collected: Mapping[int, str]


def is_mixed(found: Proposal) -> bool:
    """Whether some of the lots is own fruit and some was bought: then each may have a form of its own."""
    return found.form is Form.BUYER and bool(found.own)


def certificate_number(serial: int) -> str:
    """`HG`, ten random characters and the check character: nobody finds certificates by trying numbers.

    :raises ValueError: if the serial does not fit
    """
    return codes.with_check(PREFIX + codes.spelled(serial, RANDOM_LENGTH))


SERIALS = len(codes.ALPHABET) ** RANDOM_LENGTH


def spoken(number: str) -> str:
    """`HG 0A1B2 C3D4E F`: as it is printed and read out."""
    return f"{number[:2]} {number[2:7]} {number[7:12]} {number[12:]}".strip()


def tidied(text: str) -> str:
    """A number as it is kept: without spaces and dashes, in capitals where it looks like one of ours."""
    bare = re.sub(r"[\s\-]+", "", text).upper()
    return bare if LOOKS_OURS.fullmatch(bare) else text.strip()[:60]


def looks_ours(number: str) -> bool:
    """True if it has the letters and the length: with a wrong check character it was read or typed wrong."""
    return LOOKS_OURS.fullmatch(number) is not None


def is_ours(number: str) -> bool:
    """True if it can only be one of ours: the letters, the length and the check character."""
    return looks_ours(number) and codes.is_valid(number)

"""What others may know of marks: their kinds, how a licence stands, what labels are, what anybody may read."""

import hashlib
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lilian.kernel import codes
from lilian.kernel.marks import gettext_noop

PREFIX, SERIAL_LENGTH, PROOF_LENGTH = "BQ", 6, 4
LOOKS_LIKE_A_LABEL = re.compile(rf"{PREFIX}[0-9A-Z]{{{SERIAL_LENGTH + PROOF_LENGTH + 1}}}")


class MarkKind(StrEnum):
    ORIGIN = "origin"
    BRAND = "brand"


MARK_KIND_NAMES = {MarkKind.ORIGIN: gettext_noop("地理标志"), MarkKind.BRAND: gettext_noop("联盟品牌")}


class Ruling(StrEnum):
    """What the office decided about a licence after it was granted; the last one counts."""

    SUSPEND = "suspend"
    RESUME = "resume"
    REVOKE = "revoke"


RULING_NAMES = {
    Ruling.SUSPEND: gettext_noop("暂停"),
    Ruling.RESUME: gettext_noop("恢复"),
    Ruling.REVOKE: gettext_noop("撤销"),
}


REFUSED = "refuse"  # what a decision about an ask is; about a licence it is never one


class State(StrEnum):
    """How a licence stands on a day, the gravest first."""

    REVOKED = "revoked"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    VALID = "valid"


STATE_NAMES = {
    State.REVOKED: gettext_noop("已撤销"),
    State.SUSPENDED: gettext_noop("已暂停"),
    State.EXPIRED: gettext_noop("已到期"),
    State.NOT_YET: gettext_noop("还没生效"),
    State.VALID: gettext_noop("有效"),
}


class Fate(StrEnum):
    """What became of labels; a number has one fate."""

    USED = "used"
    SPOILED = "spoiled"
    RETURNED = "returned"


FATE_NAMES = {
    Fate.USED: gettext_noop("贴在箱上"),
    Fate.SPOILED: gettext_noop("损坏"),
    Fate.RETURNED: gettext_noop("交回"),
}


@dataclass(frozen=True)
class LabelDraft:
    """Boxes of the specification bear `per_box` labels; each stands for `grams` of fruit."""

    spec_id: int
    grams: int
    per_box: int = 1


@dataclass(frozen=True, order=True)
class Area:
    """A village by the township's division code; a `village` of '' is all of the township."""

    township_code: str
    village: str = ""


@dataclass(frozen=True)
class RulesDraft:
    """What may bear the mark from a day on: the grades of one version of a standard, from these villages alone.

    `outside` is how many grams in a thousand may come from elsewhere; `report_day` the day of the month by which use
    of the month before is reported.
    """

    variety_id: int
    version_id: int
    grades: tuple[str, ...]
    areas: tuple[Area, ...]
    labels: tuple[LabelDraft, ...]
    effective_from: date
    source: str
    outside: int = 0
    report_day: int = 10


@dataclass(frozen=True)
class MarkDraft:
    """`registration` is the number it is registered under, `owner` who registered it."""

    code: str
    name: str
    kind: MarkKind
    owner: str
    registration: str = ""


@dataclass(frozen=True)
class LicenceDraft:
    """An organisation may use a mark on every day from `valid_from` through `valid_until`."""

    mark_id: int
    organisation_id: int
    valid_from: date
    valid_until: date
    note: str = ""


@dataclass(frozen=True)
class Fruit:
    """A lot labels may be issued against: `free_g` is certified and no label of the mark stands for it yet."""

    lot_id: int
    code: str
    grade: str
    made_on: date
    certified_g: int
    backed_g: int

    @property
    def free_g(self) -> int:
        return max(self.certified_g - self.backed_g, 0)


@dataclass(frozen=True)
class Count:
    """Labels by what became of them."""

    issued: int = 0
    used: int = 0
    spoiled: int = 0
    returned: int = 0

    @property
    def on_hand(self) -> int:
        return self.issued - self.used - self.spoiled - self.returned


@dataclass(frozen=True)
class Balance:
    """Labels of one kind against fruit: `backed_g` of `certified_g` have labels, `used_g` are in boxes."""

    spec_id: int
    spec: str
    grams: int
    per_box: int
    count: Count
    backed_g: int
    used_g: int


@dataclass(frozen=True)
class Allowed:
    """Labels of a kind: `most` is how many the fruit of an `Allowance` is still enough for."""

    spec_id: int
    spec: str
    grams: int
    per_box: int
    most: int


@dataclass(frozen=True)
class Allowance:
    """`free_g` of the holder's fruit may bear the mark and no label stands for it yet; asks that wait want `waiting_g`
    of it."""

    free_g: int
    waiting_g: int
    kinds: tuple[Allowed, ...]


@dataclass(frozen=True)
class MarkedCard:
    """A packing under a licence: `boxes` that count or not, `labels` on them."""

    packing_id: int
    batch: str
    licence_id: int
    licence: str
    spec_id: int
    spec: str
    at: datetime
    boxes: int
    labels: int


@dataclass(frozen=True)
class LicenceCard:
    """`uncertified`: labels issued on certificates that became void since, and that no other stands for."""

    licence_id: int
    number: str
    mark_id: int
    mark: str
    organisation_id: int
    holder: str
    credit_code: str
    valid_from: date
    valid_until: date
    state: State
    reason: str
    count: Count
    days_left: int
    uncertified: int = 0


@dataclass(frozen=True)
class PublicLicence:
    """What anybody may read of a licence by its number; `uncertified` as a `LicenceCard` has it."""

    number: str
    mark: str
    kind: MarkKind
    owner: str
    registration: str
    holder: str
    credit_code: str
    valid_from: date
    valid_until: date
    state: State
    reason: str
    since: datetime | None
    varieties: tuple[str, ...]
    grades: tuple[str, ...]
    uncertified: int = 0


@dataclass(frozen=True)
class PublicLabel:
    """A label by its number: whose it is, and what became of it (None: on hand).

    `is_uncertified` if a certificate behind the labels it was issued with became void: which of them, nobody can say.
    """

    number: str
    licence: PublicLicence
    issued_at: datetime
    spec: str
    grams: int
    fate: Fate | None
    at: datetime | None
    is_uncertified: bool = False


@dataclass(frozen=True)
class BoxMark:
    """The mark a box bears, as its page may show it: the licence as it stands today, and the numbers of its labels."""

    licence: PublicLicence
    labels: tuple[str, ...]
    is_uncertified: bool = False


@dataclass(frozen=True)
class Taking:
    """So many grams of a lot for labels."""

    lot_id: int
    weight_g: int


@dataclass(frozen=True, order=True)
class Range:
    """Labels of an issue from one number through another."""

    issue_id: int
    first: int
    last: int

    def __len__(self) -> int:
        return self.last - self.first + 1


def label_number(serial: int, secret: str) -> str:
    """`BQ`, six characters of the serial, four that only who knows the issue's secret can say, a check character.

    :raises ValueError: if the serial does not fit
    """
    said = hmac.new(bytes.fromhex(secret), str(serial).encode(), hashlib.sha256).digest()
    proof = int.from_bytes(said[:8]) % len(codes.ALPHABET) ** PROOF_LENGTH
    return codes.with_check(PREFIX + codes.spelled(serial, SERIAL_LENGTH) + codes.spelled(proof, PROOF_LENGTH))


def serial_in(number: str) -> int | None:
    """The serial a label's number speaks of; None where it can be none of ours."""
    if not LOOKS_LIKE_A_LABEL.fullmatch(number) or not codes.is_valid(number):
        return None
    return int(number[len(PREFIX) : len(PREFIX) + SERIAL_LENGTH], 36)


def tidied(text: str) -> str:
    """A number as it is kept: no spaces, in capitals."""
    return re.sub(r"\s+", "", text).upper()[:40]


def spoken(number: str) -> str:
    """`BQ 00002G A1B2 C`: as it is printed and read out."""
    return f"{number[:2]} {number[2:8]} {number[8:12]} {number[12:]}".strip() if len(number) == 13 else number


def total(ranges: Sequence[Range]) -> int:
    return sum(len(each) for each in ranges)

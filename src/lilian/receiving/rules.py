"""Pure decisions at the scale: what a slip weighs and costs, what cannot be, what is odd, who needs a certificate."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lilian.kernel.marks import gettext_noop
from lilian.kernel.money import worth_fen
from lilian.kernel.refusal import Invalid, Refusal
from lilian.receiving.values import (
    Certificate,
    Odd,
    Priced,
    PriceKind,
    SampleDraft,
    Seller,
    SlipDraft,
    Spray,
    SprayStanding,
    Weighing,
    says_a_number,
)


@dataclass(frozen=True)
class Bounds:
    """What is plausible at a collection point. Beyond `most_g` no lorry drives; the rest is asked about.

    Source: picking crates of 15 to 25 kg, and soluble solids and firmness of pears in DB31/T 1132-2019 with a margin.
    """

    most_g: int = 60_000_000
    heavy_g: int = 5_000_000
    tare_percent: int = 30
    crate_g: tuple[int, int] = (5_000, 40_000)
    picked_days: int = 10
    brix_tenths: tuple[int, int] = (80, 180)
    firmness_tenths_n: tuple[int, int] = (200, 1_100)
    most_sample: int = 500


BOUNDS = Bounds()


class NoNet(Invalid):
    code = "receiving.no_net"
    sentence = gettext_noop("毛重要大于皮重，皮重和筐数不能小于 0。")


class TooHeavy(Invalid):
    code = "receiving.too_heavy"
    sentence = gettext_noop("一张单最多 60 吨。")
    remedy = gettext_noop("请核对单位：填的是公斤还是斤？")


class HarvestToCome(Invalid):
    code = "receiving.harvest_to_come"
    sentence = gettext_noop("采收日期 {day} 在过秤以后。")


class BadSample(Invalid):
    code = "receiving.bad_sample"
    sentence = gettext_noop("抽样填得不对：样果 1 到 500 个，每种缺陷的个数不超过样果数。")


class OneSeller(Invalid):
    code = "receiving.one_seller"
    sentence = gettext_noop("请选一位果农或一个单位。")


class CertificateMissing(Refusal):
    code = "receiving.certificate_missing"
    sentence = gettext_noop("企业和合作社交果必须有承诺达标合格证。")
    remedy = gettext_noop("请填合格证编号；没有的，请对方先开具。")


class CertificateUnsaid(Invalid):
    code = "receiving.certificate_unsaid"
    sentence = gettext_noop("请填合格证编号，或者选没有的原因，只填一样。")


class ContractUnsaid(Invalid):
    code = "receiving.contract_unsaid"
    sentence = gettext_noop("按合同收的，请写明是哪份合同。")


class NoPriceWanted(Invalid):
    code = "receiving.no_price_wanted"
    sentence = gettext_noop("以后再定价的单子不填价格。")


def net_g(weighing: Weighing) -> int:
    """Gross less tare, in grams.

    :raises NoNet, TooHeavy: as the names say
    """
    net = weighing.gross_g - weighing.tare_g
    if net <= 0 or weighing.tare_g < 0 or weighing.crates < 0:
        raise NoNet()
    if weighing.gross_g > BOUNDS.most_g:
        raise TooHeavy()
    return net


def amount_fen(weight_g: int, fen_per_kg: int | None) -> int | None:
    """What so many grams cost, halves of a fen upwards; None without a price."""
    return None if fen_per_kg is None else worth_fen(weight_g, fen_per_kg)


def check(draft: SlipDraft, day: date) -> None:
    """What no slip may say, whoever writes it; `day` is when it was weighed.

    :raises NoNet, TooHeavy, HarvestToCome, BadSample, OneSeller, CertificateMissing, CertificateUnsaid, ContractUnsaid:
    """
    net_g(draft.weighing)
    if draft.harvest_date > day:
        raise HarvestToCome(day=draft.harvest_date)
    check_sample(draft.sample)
    check_seller(draft.seller)
    check_certificate(draft.certificate, draft.seller)
    check_price(draft.price)


def check_sample(sample: SampleDraft | None) -> None:
    """:raises BadSample: if it holds no fruit, or more with a defect than it has"""
    if sample is None:
        return
    kinds = [defect for defect, _ in sample.defects]
    counts = [count for _, count in sample.defects]
    measured = (sample.brix_tenths or 0, sample.firmness_tenths_n or 0)
    if not 1 <= sample.size <= BOUNDS.most_sample or len(set(kinds)) < len(kinds) or min(measured) < 0:
        raise BadSample()
    if any(not 1 <= count <= sample.size for count in counts) or max(measured) > 3_000:
        raise BadSample()


def check_seller(seller: Seller) -> None:
    """:raises OneSeller: if there is none, or more than one"""
    if [seller.household_id, seller.person_id, seller.organisation_id].count(None) != 2:
        raise OneSeller()


def check_certificate(certificate: Certificate, seller: Seller) -> None:
    """Farm households may go without (MARA Order 2025 No. 4: encouraged, not obliged); others may not.

    :raises CertificateMissing, CertificateUnsaid: as the names say
    """
    has_number = says_a_number(certificate.number)
    if seller.organisation_id is not None and not has_number:
        raise CertificateMissing()
    if has_number == (certificate.absence is not None):
        raise CertificateUnsaid()


def check_price(price: Priced) -> None:
    """:raises ContractUnsaid, NoPriceWanted: as the names say"""
    if price.kind is PriceKind.CONTRACT and not price.contract.strip():
        raise ContractUnsaid()
    if price.kind is PriceKind.OPEN and price.told_fen_per_kg is not None:
        raise NoPriceWanted()


def oddities(draft: SlipDraft, day: date, bounds: Bounds = BOUNDS) -> tuple[Odd, ...]:
    """What somebody should look at again, in the order of `Odd`."""
    weighing, net = draft.weighing, net_g(draft.weighing)
    found = {
        Odd.HEAVY: net > bounds.heavy_g,
        Odd.TARE: weighing.tare_g * 100 > weighing.gross_g * bounds.tare_percent,
        Odd.CRATES: bool(weighing.crates) and outside(net // max(weighing.crates, 1), bounds.crate_g),
        Odd.LONG_PICKED: day - draft.harvest_date > timedelta(days=bounds.picked_days),
        **_sample_oddities(draft.sample, bounds),
    }
    return tuple(odd for odd in Odd if found.get(odd))


def _sample_oddities(sample: SampleDraft | None, bounds: Bounds) -> dict[Odd, bool]:
    if sample is None:
        return {}
    return {
        Odd.SWEETNESS: outside(sample.brix_tenths, bounds.brix_tenths),
        Odd.FIRMNESS: outside(sample.firmness_tenths_n, bounds.firmness_tenths_n),
        Odd.DEFECTS: max((count for _, count in sample.defects), default=0) * 2 > sample.size,
    }


def outside(value: int | None, limits: tuple[int, int]) -> bool:
    return value is not None and not limits[0] <= value <= limits[1]


def spray_standing(sprays: Sequence[Spray] | None, harvest_date: date) -> tuple[SprayStanding, Spray | None]:
    """Whether the fruit was picked late enough after every spraying, and the one that says no.

    `sprays` of None is "no field records": then nobody can say, and nobody pretends to.
    """
    if sprays is None:
        return SprayStanding.UNKNOWN, None
    before = [spray for spray in sprays if spray.sprayed_on <= harvest_date]
    late = [spray for spray in before if (harvest_date - spray.sprayed_on).days < spray.interval_days]
    return (SprayStanding.TOO_SOON, late[0]) if late else (SprayStanding.KEPT, None)


def digest(draft: SlipDraft) -> str:
    """SHA-256 over all a slip says: the same key with another slip is refused."""
    return hashlib.sha256(repr(draft).encode()).hexdigest()

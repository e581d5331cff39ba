"""One function balances a receipt and one makes a bill; screen, PDF and booking all show their results."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lilian.kernel.marks import gettext_noop
from lilian.kernel.parts import split
from lilian.kernel.refusal import Invalid
from lilian.purchasing.values import Balance, BillLine, BillSheet, Buyer


class DamagedMore(Invalid):
    code = "purchasing.damaged_more"
    sentence = gettext_noop("坏的 {damaged} 比送到的 {delivered} 还多。")


MOST_UNITS = 1_000_000


class BadCount(Invalid):
    code = "purchasing.bad_count"
    sentence = gettext_noop("数量要是 0 到 100 万的整数。")


def balanced(*, ordered: int, delivered: int, damaged: int, amount_fen: int) -> Balance:
    """What is accepted of an order line that costs `amount_fen`; what is over goes back with the supplier.

    :raises BadCount, DamagedMore: as the names say
    """
    if not (0 <= delivered <= MOST_UNITS and 0 <= damaged <= MOST_UNITS):
        raise BadCount()
    if damaged > delivered:
        raise DamagedMore(damaged=damaged, delivered=delivered)
    accepted = min(ordered, delivered - damaged)
    return Balance(
        ordered=ordered,
        delivered=delivered,
        damaged=damaged,
        accepted=accepted,
        short=ordered - accepted,
        over=delivered - damaged - accepted,
        payable_fen=split(amount_fen, [accepted, ordered - accepted])[0],
    )


@dataclass(frozen=True)
class Portion:
    """What a buyer was to get of an article, at what price."""

    buyer: Buyer
    article_id: int
    given: int
    amount_fen: int


def bill_sheets(portions: Sequence[Portion], came: Mapping[int, int]) -> list[BillSheet]:
    """What every buyer of one place owes, when `came` units of each article were accepted there.

    Where less came than was to be shared out, everybody gets the same part of the own share, in whole units, and pays
    for these.
    """
    received = _received(portions, came)
    lines: dict[Buyer, list[BillLine]] = {}
    for portion, units in zip(portions, received, strict=True):
        if portion.given:
            fen = split(portion.amount_fen, [units, portion.given - units])[0]
            lines.setdefault(portion.buyer, []).append(BillLine(portion.article_id, portion.given, units, fen))
    return [BillSheet(buyer, tuple(sorted(own, key=lambda line: line.article_id))) for buyer, own in lines.items()]


def _received(portions: Sequence[Portion], came: Mapping[int, int]) -> list[int]:
    received = [0] * len(portions)
    for article_id in dict.fromkeys(portion.article_id for portion in portions):
        own = [index for index, portion in enumerate(portions) if portion.article_id == article_id]
        given = [portions[index].given for index in own]
        units = min(came.get(article_id, 0), sum(given))
        if units:
            for index, part in zip(own, split(units, given), strict=True):
                received[index] = part
    return received


def total_fen(sheets: Iterable[BillSheet]) -> int:
    return sum(sheet.amount_fen for sheet in sheets)

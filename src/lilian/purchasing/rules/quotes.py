"""What a quote may say, and which papers count."""

import hashlib
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid
from lilian.purchasing.rules import tiers
from lilian.purchasing.values import PARTS, Basket, Paper, PaperKind, QuoteDraft, QuoteLineDraft, Tiering

MOST_PACK = 100_000


class NothingQuoted(Invalid):
    code = "purchasing.nothing_quoted"
    sentence = gettext_noop("至少要给一种农资报价。")


class QuotedTwice(Invalid):
    code = "purchasing.quoted_twice"
    sentence = gettext_noop("同一种农资报了两次价。")


class BadQuoteLine(Invalid):
    code = "purchasing.bad_quote_line"
    sentence = gettext_noop("起订量、可供量、整包数量填得不对：可供量不能比起订量少，整包至少 1。")


class BadBasket(Invalid):
    code = "purchasing.bad_basket"
    sentence = gettext_noop("整单优惠填得不对：金额一档比一档多，优惠一档比一档大，不到 100%。")


class BadCharge(Invalid):
    code = "purchasing.bad_charge"
    sentence = gettext_noop("起订金额、每单费用和运费不能小于 0。")


class NoLicence(Invalid):
    code = "purchasing.no_licence"
    sentence = gettext_noop("请填经营许可证的号码和有效期。")


def check(draft: QuoteDraft) -> None:
    """:raises Invalid: NothingQuoted, QuotedTwice, BadQuoteLine, BadTiers, BadBasket, BadCharge or NoLicence"""
    if not draft.lines:
        raise NothingQuoted()
    if len({line.article_id for line in draft.lines}) < len(draft.lines):
        raise QuotedTwice()
    for line in draft.lines:
        check_line(line)
    check_basket(draft.basket)
    charges = [draft.minimum_fen, draft.order_fen, draft.freight_fen, draft.capacity or 0]
    charges += [fen for fen in draft.freight_to.values() if fen is not None]
    if not all(0 <= each <= tiers.MOST_START for each in charges):
        raise BadCharge()
    if not any(paper.kind is PaperKind.LICENCE and paper.number.strip() for paper in draft.papers):
        raise NoLicence()


def check_line(line: QuoteLineDraft) -> None:
    tiers.check_tiers(line.starts, line.prices_fen)
    most = tiers.MOST_START if line.capacity is None else line.capacity
    if not (1 <= line.pack <= MOST_PACK and 0 <= line.minimum <= most <= tiers.MOST_START):
        raise BadQuoteLine()


def check_basket(basket: Basket) -> None:
    """:raises BadBasket: unless thresholds and discounts both rise, from nothing off at 0"""
    starts, parts = basket.starts, basket.parts
    if not starts or starts[0] != 0 or len(starts) != len(parts) or starts[-1] > tiers.MOST_START:
        raise BadBasket()
    rising = all(low < high for low, high in pairwise(starts))
    growing = all(low <= high for low, high in pairwise(parts))
    if not (rising and growing and parts[0] >= 0 and parts[-1] < PARTS):
        raise BadBasket()


def discounted(prices_fen: Iterable[int], parts: int) -> tuple[int, ...]:
    """Each price less so many parts of 10,000, to the nearest fen, halves up."""
    return tuple((fen * (PARTS - parts) + PARTS // 2) // PARTS for fen in prices_fen)


def price_rows(basket: Basket, prices_fen: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    """A row of prices for each step of the basket; an incremental discount comes off the sum instead."""
    if basket.tiering is Tiering.INCREMENTAL:
        return (prices_fen,)
    return tuple(discounted(prices_fen, parts) for parts in basket.parts)


def run_out(papers: Iterable[Paper], day: date) -> tuple[Paper, ...]:
    """Papers that no longer count that day."""
    return tuple(paper for paper in papers if paper.valid_until < day)


def digest(draft: QuoteDraft) -> str:
    """SHA-256 over what was bid; the audit chain holds this and no price, since the office reads the chain."""
    return hashlib.sha256(repr(draft).encode()).hexdigest()

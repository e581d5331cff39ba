"""Terms as rows, and whether what they name is there."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

import msgspec

from lilian.base.actors import Actor
from lilian.base.locks import hold_name
from lilian.contracts.models import Contract, Terms, TermsLine
from lilian.contracts.queries.homes import Home
from lilian.contracts.queries.terms import promised
from lilian.contracts.rules import fulfilment
from lilian.contracts.values.terms import AmendReason, TermsDraft
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid, NotFound, Refusal

PARTS = 900


class BlockPromised(Refusal):
    code = "contracts.block_promised"
    sentence = gettext_noop("地块“{block}”的果这一季已经订给了合同 {number}。")


class AlreadyBound(Refusal):
    code = "contracts.already_bound"
    sentence = gettext_noop("农户 {household} 这一季和这家收购方已经有合同 {number}。")
    remedy = gettext_noop("要改数量或价格，请在那份合同上变更。")


class BlockOfAnother(Invalid):
    code = "contracts.block_of_another"
    sentence = gettext_noop("合同里有地块不是农户 {household} 的。")


class NoSuchGrade(Invalid):
    code = "contracts.no_such_grade"
    sentence = gettext_noop("标准里没有等级“{given}”。")


class OutsideDelivery(Invalid):
    code = "contracts.delivery_outside_season"
    sentence = gettext_noop("交果期不在这个产季里。")


def digest_of(said: Any) -> str:
    """SHA-256 over all of a value."""
    return hashlib.sha256(msgspec.json.encode(said, order="sorted")).hexdigest()


def check_named(terms: TermsDraft, home: Home, season: Any, grades: set[str], varieties: set[int]) -> None:
    """:raises BlockOfAnother, NoSuchGrade, OutsideDelivery, NotFound: if it names what is not there"""
    own = {pk for pk, _, _ in home.blocks}
    for line in terms.lines:
        if line.block_id is not None and line.block_id not in own:
            raise BlockOfAnother(household=home.code)
        if line.variety_id not in varieties:
            raise NotFound()
        if line.grade not in grades:
            raise NoSuchGrade(given=line.grade)
    end = terms.delivery.end
    if terms.delivery.start < season.starts_on or end is None or end > season.ends_on:
        raise OutsideDelivery()


def hold_promises() -> None:
    """Who promises fruit comes one after the other: what is promised is spread over the terms of many contracts."""
    hold_name("contracts making", wait=True)


def check_unbound(
    terms: Mapping[int, TermsDraft], known: Mapping[int, Home], parties: tuple[int, int], day: date,
    but: int | None = None,
) -> None:  # fmt: skip
    """Terms by household; `parties` are (season, buyer), `but` the contract whose own terms these are.

    :raises AlreadyBound: naming the first household that has promised one of these varieties to that buyer
    """
    season_id, buyer_id = parties
    wanted = {(key, line.variety_id) for key, one in terms.items() for line in one.lines}
    homes, varieties = sorted(terms), {variety for _, variety in wanted}
    lines = promised(season_id, day, but=but).filter(terms__contract__buyer_id=buyer_id, variety_id__in=varieties)
    for start in range(0, len(homes), PARTS):
        taken = lines.filter(terms__contract__household_id__in=homes[start : start + PARTS])
        for line in taken.select_related("terms__contract").order_by("pk"):
            of = line.terms.contract
            if (of.household_id, line.variety_id) in wanted:
                raise AlreadyBound(household=known[of.household_id].code, number=of.number)


def check_blocks_free(terms: Iterable[TermsDraft], season_id: int, day: date, but: int | None = None) -> None:
    """No block of a season is promised twice from the day on; `but` is the contract whose own blocks these are.

    :raises BlockPromised: naming the first that is
    """
    wanted = sorted({line.block_id for one in terms for line in one.lines if line.block_id is not None})
    for start in range(0, len(wanted), PARTS):
        taken = promised(season_id, day, but=but).filter(block_id__in=wanted[start : start + PARTS])
        if found := taken.select_related("block", "terms__contract").first():
            raise BlockPromised(block=found.block.name if found.block else "", number=found.terms.contract.number)


def terms_row(
    actor: Actor, contract: Contract, number: int, draft: TermsDraft, effective_from: date, now: datetime,
    reason: AmendReason | None = None, note: str = "",
) -> Terms:  # fmt: skip
    """Not saved yet."""
    assert draft.delivery.end is not None
    parties = (contract.buyer_id, contract.coop_id, contract.household_id)
    return Terms(
        contract=contract,
        number=number,
        effective_from=effective_from,
        deliver_from=draft.delivery.start,
        deliver_until=draft.delivery.end,
        deposit_fen=draft.deposit_fen,
        credit_limit_fen=draft.credit_limit_fen,
        tolerance_permille=draft.tolerance_permille,
        over=draft.over.value,
        pay_within_days=draft.pay_within_days,
        deductions=msgspec.to_builtins(draft.deductions),
        penalties=msgspec.to_builtins(draft.penalties),
        milestones=msgspec.to_builtins(draft.milestones),
        reason=reason.value if reason else "",
        note=note.strip()[:200],
        digest=fulfilment.digest(parties, number, draft),
        parties=2 if contract.buyer_id == contract.coop_id else 3,
        at=now,
        written_by=actor.name[:80],
    )


def line_rows(terms: Terms, draft: TermsDraft) -> Iterator[TermsLine]:
    """Not saved yet."""
    for line in draft.lines:
        yield TermsLine(
            terms=terms,
            block_id=line.block_id,
            variety_id=line.variety_id,
            grade=line.grade,
            expected_g=line.expected_g,
            floor_fen=line.rule.floor_fen,
            rule=msgspec.to_builtins(line.rule),
        )

"""Terms as rows, and whether what they name is there."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

import msgspec
from django.db.models import Exists, OuterRef

from lilian.base.actors import Actor
from lilian.contracts.models import Contract, Terms, TermsLine
from lilian.contracts.queries.homes import Home
from lilian.contracts.rules import fulfilment
from lilian.contracts.values.terms import AmendReason, TermsDraft
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid, NotFound, Refusal

PARTS = 900
LATER = Terms.objects.filter(contract=OuterRef("terms__contract"), number__gt=OuterRef("terms__number"))


class BlockPromised(Refusal):
    code = "contracts.block_promised"
    sentence = gettext_noop("地块“{block}”的果这一季已经订给了合同 {number}。")


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


def check_blocks_free(terms: Iterable[TermsDraft], season_id: int, but: int | None = None) -> None:
    """No block of a season is promised twice; `but` is the contract whose own blocks these are.

    :raises BlockPromised: naming the first that is
    """
    wanted = sorted({line.block_id for one in terms for line in one.lines if line.block_id is not None})
    for start in range(0, len(wanted), PARTS):
        taken = (
            TermsLine.objects.filter(block_id__in=wanted[start : start + PARTS])
            .filter(terms__contract__season_id=season_id, terms__contract__ending__isnull=True)
            .filter(~Exists(LATER))
            .exclude(terms__contract_id=but or 0)
        )
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

"""How statements are said on the pages and on paper."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from lilian.catalog import queries as catalog
from lilian.kernel.capitals import capital_yuan
from lilian.kernel.money import yuan_text
from lilian.settlement import queries
from lilian.settlement.values import (
    SHARE_RULE_NAMES,
    SHARED_KIND_NAMES,
    STEP_NAMES,
    Basis,
    Delivered,
    Inputs,
    Settled,
    StepKind,
)
from lilian.web.shell.tags import kilos


@dataclass(frozen=True)
class FruitLine:
    number: str
    day: str
    grade: str
    kilos: str
    price: str
    fen: int
    url: str


@dataclass(frozen=True)
class TakenLine:
    label: str
    why: str
    fen: int
    url: str


@dataclass(frozen=True)
class Average:
    """Yuan a kilogram of one grade: the household's own beside all of the run."""

    grade: str
    own: str
    pool: str


@dataclass(frozen=True)
class Told:
    """A statement in words; every figure is of `settled`."""

    inputs: Inputs
    settled: Settled
    fruit: tuple[FruitLine, ...]
    paid_out: tuple[TakenLine, ...]
    taken: tuple[TakenLine, ...]
    averages: tuple[Average, ...]
    capitals: str


def told(row: Any) -> Told:
    """`row`: a statement as `queries.statement` gives it."""
    inputs, settled = queries.inputs_of(row), queries.settled_of(row)
    names = catalog.grade_names()
    return Told(
        inputs,
        settled,
        tuple(
            FruitLine(
                one.number,
                f"{one.day:%m-%d}",
                grade_words(names, one),
                kilos(one.net_g, 1),
                price_words(one),
                one.amount_fen,
                reverse("receiving:slip", args=[one.slip_id]),
            )
            for one in inputs.delivered
        ),
        paid_out(inputs),
        tuple(taken_line(inputs, step) for step in settled.steps),
        averages(inputs, names),
        capital_yuan(settled.net_fen),
    )


def paid_out(inputs: Inputs) -> tuple[TakenLine, ...]:
    """What comes beside the fruit: a pool's or a surplus's share, and compensation."""
    shared = tuple(
        TakenLine(gettext(SHARED_KIND_NAMES[one.kind]), part_words(inputs, one.shared_id), one.fen, "")
        for one in inputs.shared
        if one.kind.value not in StepKind.__members__.values()
    )
    fen = inputs.owed.compensation_fen
    if not fen:
        return shared
    account = inputs.owed.accounts.get("compensation")
    url = reverse("ledger:account", args=[account]) if account else ""
    return (*shared, TakenLine(gettext("付给我家的违约金"), gettext("按合同"), fen, url))


def price_words(fruit: Delivered) -> str:
    """With what quality took off it, where it did, and that it is beyond the contract, where it is."""
    price = yuan_text(fruit.fen_per_kg)
    if fruit.uncut_fen_per_kg > fruit.fen_per_kg:
        said = {"price": price, "uncut": yuan_text(fruit.uncut_fen_per_kg)}
        price = gettext("%(price)s（质量扣价前 %(uncut)s）") % said
    if fruit.basis == Basis.OVER:
        return gettext("%(price)s（超出合同，按行情）") % {"price": price}
    return price


def grade_words(names: dict[str, str], fruit: Delivered) -> str:
    """With how the grade was found, where the slip did not say it."""
    name = grade_name(names, fruit.grade)
    if fruit.basis == Basis.OWN_GRADES:
        return gettext("%(grade)s（自家果分选）") % {"grade": name}
    if fruit.basis == Basis.POOLED_GRADES:
        return gettext("%(grade)s（混批份额）") % {"grade": name}
    return name


def grade_name(names: dict[str, str], grade: str) -> str:
    return names.get(grade, grade) if grade else gettext("未分级")


def taken_line(inputs: Inputs, step: Any) -> TakenLine:
    kind, _, number = step.about.rpartition(":")
    label = gettext(STEP_NAMES[step.kind])
    if kind == "ledger.Account":
        why = gettext("账上共 %(due)s 元") % {"due": yuan_text(step.due_fen)}
        if step.kind is StepKind.DEBT and inputs.owed.debt_fen > step.due_fen:
            said = {"due": yuan_text(step.due_fen), "whole": yuan_text(inputs.owed.debt_fen)}
            why = gettext("欠款共 %(whole)s 元，到期 %(due)s 元") % said
        return TakenLine(label, why, step.taken_fen, reverse("ledger:account", args=[int(number)]))
    if kind == "settlement.Shared":
        return TakenLine(label, part_words(inputs, int(number)), step.taken_fen, "")
    permille = inputs.scheme.fee_permille
    return TakenLine(label, gettext("果款的 %(share)s%%") % {"share": f"{permille / 10:g}"}, step.taken_fen, "")


def part_words(inputs: Inputs, shared_id: int) -> str:
    """The rule, the household's own of the whole, and the sum that is shared."""
    one = next(each for each in inputs.shared if each.shared_id == shared_id)
    share = f"{one.own * 100 / one.whole:.2f}"
    said = {"rule": gettext(SHARE_RULE_NAMES[one.rule]), "total": yuan_text(one.total_fen), "share": share}
    return gettext("全部 %(total)s 元，%(rule)s，我占 %(share)s%%") % said


def averages(inputs: Inputs, names: dict[str, str]) -> tuple[Average, ...]:
    own: dict[str, list[int]] = {}
    for one in inputs.delivered:
        sums = own.setdefault(one.grade, [0, 0])
        sums[0] += one.net_g
        sums[1] += one.amount_fen
    return tuple(
        Average(grade_name(names, one.grade), per_kilo(*own[one.grade]), per_kilo(one.net_g, one.amount_fen))
        for one in inputs.pool
        if one.grade in own
    )


def per_kilo(net_g: int, fen: int) -> str:
    """Yuan a kilogram, to the fen."""
    return yuan_text((fen * 2_000 + net_g) // (2 * net_g)) if net_g else "—"

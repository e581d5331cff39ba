"""A sheet of a template, used in a season for a household's fruit, gives terms."""

from collections.abc import Sequence
from datetime import date, timedelta

from lilian.contracts.rules.fulfilment import value_fen
from lilian.contracts.rules.prices import check_deductions, check_rule
from lilian.contracts.rules.terms import DEPOSIT_PERCENT, MOST_TOLERANCE_PERMILLE, check_penalties
from lilian.contracts.values.terms import Line, Milestone, MonthDay, Sheet, TermsDraft
from lilian.kernel.marks import gettext_noop
from lilian.kernel.parts import split
from lilian.kernel.period import Period
from lilian.kernel.refusal import Invalid

WHOLE = 1_000
Land = tuple[int | None, int]  # a block and the grams expected of it


class BadSheet(Invalid):
    code = "contracts.bad_sheet"
    sentence = gettext_noop("范本写得不对：等级的比例合起来要是 100%，日期要有这一天，定金不超过 20%。")


class OutsideSeason(Invalid):
    code = "contracts.outside_season"
    sentence = gettext_noop("范本里的 {month} 月 {day} 日不在这个产季里。")


def check_sheet(sheet: Sheet) -> None:
    """:raises BadSheet, BadRule, BadDeduction, BadPenalty: if no contract could be made of it"""
    grades = [one.grade for one in sheet.grades]
    shares = [one.share_permille for one in sheet.grades]
    if not shares or sum(shares) != WHOLE or min(shares) < 1 or len(set(grades)) < len(grades):
        raise BadSheet()
    if not 0 <= sheet.deposit_permille <= DEPOSIT_PERCENT * 10 or not 0 <= sheet.credit_permille <= WHOLE:
        raise BadSheet()
    if not 0 <= sheet.tolerance_permille <= MOST_TOLERANCE_PERMILLE or sheet.pay_within_days < 0:
        raise BadSheet()
    for each in (sheet.deliver_from, sheet.deliver_until, *(one.due for one in sheet.milestones)):
        _check_day(each)
    if len({one.key for one in sheet.milestones}) < len(sheet.milestones):
        raise BadSheet()
    for one in sheet.grades:
        check_rule(one.rule)
    check_deductions(sheet.deductions)
    check_penalties(sheet.penalties)


def _check_day(said: MonthDay) -> None:
    try:
        date(2_023, said.month, said.day)  # a year without 29 February
    except ValueError:
        raise BadSheet() from None


def terms_of(sheet: Sheet, season: Period, variety_id: int, land: Sequence[Land]) -> TermsDraft:
    """Terms for fruit of these blocks: each block's grams are split by the sheet's shares, and nothing is lost.

    :raises OutsideSeason: if a day of delivery is not in the season
    """
    lines = tuple(line for block_id, expected_g in land for line in _lines(sheet, variety_id, block_id, expected_g))
    value = value_fen(lines)
    last = day_in(season, sheet.deliver_until)
    delivery = Period(day_in(season, sheet.deliver_from), last + timedelta(days=1))
    return TermsDraft(
        lines=lines,
        delivery=delivery,
        deductions=sheet.deductions,
        deposit_fen=value * sheet.deposit_permille // WHOLE,
        credit_limit_fen=value * sheet.credit_permille // WHOLE,
        tolerance_permille=sheet.tolerance_permille,
        pay_within_days=sheet.pay_within_days,
        penalties=sheet.penalties,
        milestones=tuple(Milestone(one.key, one.name, last_before(last, one.due)) for one in sheet.milestones),
        over=sheet.over,
    )


def _lines(sheet: Sheet, variety_id: int, block_id: int | None, expected_g: int) -> list[Line]:
    parts = split(expected_g, [one.share_permille for one in sheet.grades])
    return [
        Line(variety_id, one.grade, part, one.rule, block_id)
        for one, part in zip(sheet.grades, parts, strict=True)
        if part
    ]


def day_in(season: Period, said: MonthDay) -> date:
    """:raises OutsideSeason: if the season has no such day"""
    first = season.start.year
    last = season.end.year if season.end else first + 1
    found = (date(year, said.month, said.day) for year in range(first, last + 1))
    day = next((each for each in found if each in season), None)
    if day is None:
        raise OutsideSeason(month=said.month, day=said.day)
    return day


def last_before(last: date, said: MonthDay) -> date:
    """The last such day up to `last`: what is done in spring comes before the season of its harvest begins."""
    this_year = date(last.year, said.month, said.day)
    return this_year if this_year <= last else date(last.year - 1, said.month, said.day)

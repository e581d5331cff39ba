"""Pure decisions about marks: how a licence stands, what fruit may bear one, which fruit and numbers are taken."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lilian.brand.values import Area, Fruit, LicenceDraft, Range, RulesDraft, Ruling, State, Taking
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid, Refusal

MOST_LABELS = 1_000_000
MOST_DAYS = 3_660
THOUSAND = 1_000


class NoRules(Invalid):
    code = "brand.no_rules"
    sentence = gettext_noop("请写明等级、产地和每枚标签代表多少克。")


class WrongFigures(Invalid):
    code = "brand.wrong_figures"
    sentence = gettext_noop("每枚标签的克数、每箱几枚要大于零；外地果最多千分之 999；上报日在 1 到 28 之间。")


class WrongValidity(Invalid):
    code = "brand.wrong_validity"
    sentence = gettext_noop("有效期的最后一天要在第一天以后，最长十年。")


class WrongCount(Invalid):
    code = "brand.wrong_count"
    sentence = gettext_noop("枚数要大于零，最多 1,000,000 枚。")


class BelowGrade(Refusal):
    code = "brand.below_grade"
    sentence = gettext_noop("批次 {lot} 是“{grade}”，{mark}只能用在“{wanted}”上。")
    remedy = gettext_noop("请换够等级的果，或者不贴标。")


class OtherFruit(Refusal):
    code = "brand.other_fruit"
    sentence = gettext_noop("批次 {lot} 不是{mark}的品种“{variety}”。")


class FromOutside(Refusal):
    code = "brand.from_outside"
    sentence = gettext_noop("批次 {lot} 有 {outside} 公斤不是产地范围里的果，{mark}不能用。")
    remedy = gettext_noop("请只用产地范围里的果；产地没登记的，先把地块补上。")


@dataclass(frozen=True)
class Asked:
    """A lot as the rules of a mark look at it: where it grew in grams by village, None where nobody knows."""

    code: str
    variety_id: int
    grade: str
    grown: Sequence[tuple[Area | None, int]]
    grade_name: str = ""

    @property
    def whole_g(self) -> int:
        return sum(weight_g for _, weight_g in self.grown)


@dataclass(frozen=True)
class Bearing:
    """The rules of a mark as fruit is held against them."""

    mark: str
    variety_id: int
    variety: str
    grades: Mapping[str, str]
    areas: Collection[Area]
    outside: int


def check_rules(draft: RulesDraft) -> None:
    """:raises NoRules, WrongFigures: if it says too little, or something no mark asks"""
    if not draft.grades or not draft.areas or not draft.labels or not draft.source.strip():
        raise NoRules()
    labels_fit = all(label.grams > 0 and 0 < label.per_box <= 100 for label in draft.labels)
    if not (labels_fit and 0 <= draft.outside < THOUSAND and 1 <= draft.report_day <= 28):
        raise WrongFigures()


def check_validity(draft: LicenceDraft) -> None:
    """:raises WrongValidity: if it ends before it begins, or far too late"""
    if not draft.valid_from <= draft.valid_until <= draft.valid_from + timedelta(days=MOST_DAYS):
        raise WrongValidity()


def check_count(count: int) -> None:
    """:raises WrongCount: unless labels can be counted"""
    if not 0 < count <= MOST_LABELS:
        raise WrongCount()


def state(valid_from: date, valid_until: date, last: Ruling | None, day: date) -> State:
    """How a licence stands that day, given what was decided last."""
    if last is Ruling.REVOKE:
        return State.REVOKED
    if last is Ruling.SUSPEND:
        return State.SUSPENDED
    if day > valid_until:
        return State.EXPIRED
    return State.NOT_YET if day < valid_from else State.VALID


def follows(last: Ruling | None, ruling: Ruling) -> bool:
    """Whether this may be decided next: what is revoked stays so, only what is suspended is resumed."""
    if last is Ruling.REVOKE:
        return False
    return (ruling is Ruling.RESUME) == (last is Ruling.SUSPEND) or ruling is Ruling.REVOKE


def check_fruit(lot: Asked, rules: Bearing) -> None:
    """Whether this fruit may bear the mark.

    :raises OtherFruit, BelowGrade, FromOutside: as the names say
    """
    if lot.variety_id != rules.variety_id:
        raise OtherFruit(lot=lot.code, mark=rules.mark, variety=rules.variety)
    if lot.grade not in rules.grades:
        wanted = "、".join(rules.grades.values())
        raise BelowGrade(lot=lot.code, grade=lot.grade_name or lot.grade or "—", mark=rules.mark, wanted=wanted)
    whole_g = lot.whole_g
    outside_g = whole_g - sum(weight_g for area, weight_g in lot.grown if inside(area, rules.areas))
    if outside_g * THOUSAND > whole_g * rules.outside or not whole_g:
        raise FromOutside(lot=lot.code, outside=f"{outside_g / THOUSAND:,.1f}", mark=rules.mark)


def fits(lot: Asked, rules: Bearing) -> bool:
    try:
        check_fruit(lot, rules)
    except Refusal:
        return False
    return True


def inside(area: Area | None, areas: Collection[Area]) -> bool:
    """A village of the list, or any of a township that is on it whole; what nobody knows is outside."""
    return area is not None and bool(area.township_code) and (area in areas or Area(area.township_code) in areas)


def taken(fruit: Iterable[Fruit], weight_g: int) -> list[Taking]:
    """Grams of lots for so much, in their order; less if there is less."""
    found, left_g = [], weight_g
    for each in fruit:
        if part_g := min(each.free_g, left_g):
            found.append(Taking(each.lot_id, part_g))
            left_g -= part_g
    return found


def uncovered(backed: Iterable[tuple[int, int]], certified_g: int) -> dict[int, int]:
    """Grams of a lot that no certificate stands for any more, by the issue whose labels stand for them.

    `backed` is pairs of an issue and its grams; what is certified stands for the issues in their order.
    """
    found, left_g = {}, certified_g
    for issue_id, weight_g in sorted(backed):
        covered_g = min(weight_g, left_g)
        left_g -= covered_g
        if weight_g > covered_g:
            found[issue_id] = weight_g - covered_g
    return found


def freed(backings: Sequence[Taking], weight_g: int) -> list[Taking]:
    """Which grams become free when labels for so much come back: those taken last, first."""
    free = [Fruit(each.lot_id, "", "", date.min, each.weight_g, 0) for each in reversed(backings)]
    return taken(free, weight_g)


def free_numbers(whole: Range, spent: Iterable[Range]) -> Iterator[Range]:
    """The numbers of an issue nothing became of yet, in order."""
    at = whole.first
    for each in sorted(spent):
        if each.first > at:
            yield Range(whole.issue_id, at, each.first - 1)
        at = max(at, each.last + 1)
    if at <= whole.last:
        yield Range(whole.issue_id, at, whole.last)


def next_labels(free: Iterable[Range], count: int) -> list[Range]:
    """The first so many of them; fewer if there are fewer."""
    found, left = [], count
    for each in free:
        if not left:
            break
        part = min(len(each), left)
        found.append(Range(each.issue_id, each.first, each.first + part - 1))
        left -= part
    return found


def is_free(wanted: Range, free: Iterable[Range]) -> bool:
    return any(each.first <= wanted.first <= wanted.last <= each.last for each in free)

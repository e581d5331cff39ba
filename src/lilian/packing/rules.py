"""Pure decisions of packing: what a specification may say, which box may leave the scale, how a box is named."""

from collections.abc import Iterable

from stdnum import ean
from stdnum.exceptions import ValidationError

from lilian.kernel import codes
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid
from lilian.kernel.sentences import Word
from lilian.packing.values import GTIN_LENGTH, SpecFigures, Tally, Weighed

SERIAL_LENGTH = 13  # of 36 characters: 67 bits, so that nobody finds a box by trying numbers
SERIALS = 36**SERIAL_LENGTH
TOO_HEAVY_PERCENT = 125  # of the label: a slip at the scale, or the box of another specification
# GS1 numbers that start like this are free for use within a region; they never leave it for a supermarket's till.
OWN_NUMBERS = "0200"


class FiguresWrong(Invalid):
    code = "packing.figures_wrong"
    sentence = gettext_noop("规格的“{fault}”填得不对。")


class GtinWrong(Invalid):
    code = "packing.gtin_wrong"
    sentence = gettext_noop("商品条码“{gtin}”不对。")
    remedy = gettext_noop("应为 8、12、13 或 14 位数字，最后一位是校验码；没有条码就空着。")


class TooLight(Invalid):
    code = "packing.too_light"
    sentence = gettext_noop("净重 {net} 克，比标签少 {lacks} 克，最多只能少 {allowed} 克。")
    remedy = gettext_noop("请换一个大些的果再称。")


class TooHeavy(Invalid):
    code = "packing.too_heavy"
    sentence = gettext_noop("净重 {net} 克，比标签的 {label} 克多得不像这种规格。")
    remedy = gettext_noop("请核对秤和规格，再称一次。")


class WrongCount(Invalid):
    code = "packing.wrong_count"
    sentence = gettext_noop("这种规格一箱装 {least} 到 {most} 个，不是 {pieces} 个。")


class NoBoxWeight(Invalid):
    code = "packing.no_box_weight"
    sentence = gettext_noop("毛重和净重要填一个，而且只填一个。")


class AverageShort(Invalid):
    code = "packing.average_short"
    sentence = gettext_noop("这一批 {boxes} 箱平均比标签少，合计少 {lacks} 克；按规定整批平均不能短缺。")
    remedy = gettext_noop("请把最轻的几箱作废，换果重新装、重新称。")


def checked(figures: SpecFigures) -> SpecFigures:
    """:raises FiguresWrong: if they make no box"""
    if not 50 <= figures.label_g <= 50_000:
        raise FiguresWrong(fault=Word("净含量"))
    if not 0 <= figures.shortage_g < figures.label_g:
        raise FiguresWrong(fault=Word("允许短缺量"))
    if not 1 <= figures.least_count <= figures.most_count <= 1_000:
        raise FiguresWrong(fault=Word("装箱个数"))
    if not 0 <= figures.tare_g <= 10_000 or not 0 <= figures.price_fen_per_kg <= 1_000_000:
        raise FiguresWrong(fault=Word("皮重或单价"))
    return figures


def checked_gtin(text: str) -> str:
    """A GTIN of any length as 14 digits.

    :raises GtinWrong: if its length or its check digit is wrong
    """
    try:
        return str(ean.validate(text.strip())).zfill(GTIN_LENGTH)
    except ValidationError:
        raise GtinWrong(gtin=text) from None


def own_gtin(number: int) -> str:
    """The alliance's own number for a specification without a bar code of its own."""
    body = f"{OWN_NUMBERS}{number:08d}"
    return checked_gtin(body + ean.calc_check_digit(body))


def box_code(serial: int) -> str:
    """A box's code: 13 characters of 0-9 A-Z and the check character.

    :raises ValueError: if the number does not fit
    """
    return codes.with_check(codes.spelled(serial, SERIAL_LENGTH))


def net_of(box: Weighed, figures: SpecFigures) -> tuple[int, int]:
    """(gross, net) of a box in grams.

    :raises NoBoxWeight: if both or neither are given
    """
    if (box.gross_g is None) == (box.net_g is None):
        raise NoBoxWeight()
    if box.net_g is not None:
        return box.net_g + figures.tare_g, box.net_g
    assert box.gross_g is not None
    return box.gross_g, box.gross_g - figures.tare_g


def check_box(net_g: int, pieces: int, figures: SpecFigures) -> None:
    """:raises TooLight, TooHeavy, WrongCount: if the box may not leave like this"""
    lacks = figures.label_g - net_g
    if lacks > figures.shortage_g:
        raise TooLight(net=net_g, lacks=lacks, allowed=figures.shortage_g)
    if net_g * 100 > figures.label_g * TOO_HEAVY_PERCENT:
        raise TooHeavy(net=net_g, label=figures.label_g)
    if not figures.least_count <= pieces <= figures.most_count:
        raise WrongCount(least=figures.least_count, most=figures.most_count, pieces=pieces)


def tally(boxes: Iterable[tuple[int, int]], figures: SpecFigures) -> Tally:
    """What boxes of (net grams, pieces) come to."""
    found = Tally()
    for net_g, pieces in boxes:
        over = net_g - figures.label_g
        found += Tally(1, net_g, pieces, over, 0, int(over < 0))
    return priced(found, figures)


def priced(found: Tally, figures: SpecFigures) -> Tally:
    """With the give-away in fen, of the whole and not box by box, so that halves do not add up."""
    fen = figures.give_away_fen(found.give_away_g)
    return Tally(found.boxes, found.net_g, found.pieces, found.give_away_g, fen, found.short)


def check_average(found: Tally) -> None:
    """:raises AverageShort: if the boxes together weigh less than their labels say"""
    if found.give_away_g < 0:
        raise AverageShort(boxes=found.boxes, lacks=-found.give_away_g)

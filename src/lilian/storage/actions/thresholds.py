"""The office sets a threshold, with the reason."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from lilian.base import audit, figures
from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid
from lilian.storage import queries
from lilian.storage.actions.reasons import must_be_given
from lilian.storage.queries.thresholds import TOPIC
from lilian.storage.rules.thresholds import Thresholds, changed
from lilian.storage.sheets import PeakBounds
from lilian.storage.values import ThresholdCard


class ThresholdOutOfReach(Invalid):
    code = "storage.threshold_out_of_reach"
    sentence = gettext_noop("填了 {given}，这里只能填 {least} 到 {most}。")
    remedy = gettext_noop("请核对单位和数字。")


class ThresholdTooFine(Invalid):
    code = "storage.threshold_too_fine"
    sentence = gettext_noop("填了 {given}，这里按 {step} 一档。")


class NoSuchDay(Invalid):
    code = "storage.threshold_no_such_day"
    sentence = gettext_noop("没有 {given} 这一天。")
    remedy = gettext_noop("请写成月-日，例如 08-01。")


class SeasonBackwards(Invalid):
    code = "storage.season_backwards"
    sentence = gettext_noop("采收季的第一天（{first}）要早于最后一天（{last}）。")
    remedy = gettext_noop("请先改另一个。")


class StaleBeforeAgeing(Invalid):
    code = "storage.stale_before_ageing"
    sentence = gettext_noop("算过期的时间（{stale} 小时）要比算新的时间（{fresh} 小时）长。")
    remedy = gettext_noop("请先改另一个。")


class ThresholdStands(AlreadyDone):
    code = "storage.threshold_stands"
    sentence = gettext_noop("现在就是 {given}，没有要改的。")


@transaction.atomic
def set_threshold(*, actor: Actor, name: str, shown: Decimal, reason: str, now: datetime) -> int:
    """`shown` is the figure as people read it. It holds from now on; what was decided before stays as it is.

    :raises NotFound: if no figure goes by this name
    :raises ThresholdOutOfReach, ThresholdTooFine, StaleBeforeAgeing, ThresholdStands, NoReason: what is wrong with it
    :raises FigureJustChanged: if somebody else was a moment earlier
    """
    actor.must("storage.change")
    after = figures.last_number(TOPIC)  # looked up first: what is decided below rests on it
    card, why = queries.threshold_card(actor, name), must_be_given(reason)
    _check(card, shown)
    kept = shown / card.limit.shown_per_kept
    _check_order(changed(queries.thresholds(), [(name, kept)]))
    _check_season(queries.bounds(), name, card.limit.text(shown))
    made = figures.put(actor=actor, topic=TOPIC, after=after, name=name, value=kept, reason=why, now=now)
    data = {"name": name, "before": card.text, "after": card.limit.text(shown), "unit": card.limit.unit, "reason": why}
    audit.record(actor=actor, event="storage.threshold_set", subject=made, at=now, data=data)
    return made.pk


def _check(card: ThresholdCard, shown: Decimal) -> None:
    limit = card.limit
    if limit.is_day and not _is_day(shown):
        raise NoSuchDay(given=limit.text(shown))
    if not limit.least <= shown <= limit.most:
        raise ThresholdOutOfReach(given=shown, least=limit.least, most=limit.most)
    if shown % limit.step:
        raise ThresholdTooFine(given=shown, step=limit.step)
    if shown == card.value:
        raise ThresholdStands(given=card.text)


def _is_day(number: Decimal) -> bool:
    """Of every year: not the 29th of February."""
    try:
        date(2025, *divmod(int(number), 100))
    except ValueError:
        return False
    return True


def _check_season(standing: PeakBounds, name: str, text: str) -> None:
    first, last = (text if name == own else getattr(standing, own) for own in ("season_first", "season_last"))
    if first >= last:
        raise SeasonBackwards(first=first, last=last)


def _check_order(wanted: Thresholds) -> None:
    if wanted.stale_hours <= wanted.fresh_hours:
        raise StaleBeforeAgeing(stale=wanted.stale_hours.normalize(), fresh=wanted.fresh_hours.normalize())

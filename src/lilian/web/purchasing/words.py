"""Stages, moments and reasons as people read them."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from lilian.purchasing.values import NEED_STATE_NAMES, STAGE_NAMES, WHY_SENTENCES, NeedState, Stage, Why

STAGES = (Stage.COLLECTING, Stage.QUOTING, Stage.DECIDED, Stage.ORDERED, Stage.CLOSED)
TONES = {Stage.COLLECTING: "gold", Stage.QUOTING: "gold", Stage.CLOSED: "good", Stage.CANCELLED: "stop"}
STATE_TONES = {NeedState.APPROVED: "good", NeedState.RETURNED: "stop", NeedState.ASKED: "gold"}


def moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), gettext("n月j日 H:i"))


def stage_words(campaign: Any) -> str:
    return gettext(STAGE_NAMES[Stage(campaign.stage)])


def stage_tone(campaign: Any) -> str:
    return TONES.get(Stage(campaign.stage), "")


def state_words(state: str) -> str:
    return gettext(NEED_STATE_NAMES[NeedState(state)])


def state_tone(state: str) -> str:
    return STATE_TONES.get(NeedState(state), "")


def steps_of(campaign: Any) -> list[dict[str, Any]]:
    """The stages in their order; which are done, which is now."""
    now = Stage(campaign.stage)
    reached = STAGES.index(now) if now in STAGES else -1
    return [
        {"name": gettext(STAGE_NAMES[stage]), "state": _state(number, reached)} for number, stage in enumerate(STAGES)
    ]


def _state(number: int, reached: int) -> str:
    if number == reached and reached < len(STAGES) - 1:
        return "now"
    return "done" if number <= reached else ""


def why_words(allotment: Any) -> str:
    """Why a buyer got what it got, in one line."""
    need = allotment.need
    fields = {
        "asked": allotment.asked,
        "given": allotment.given,
        "most": need.most,
        "pool": allotment.pool,
        "pool_asked": allotment.pool_asked,
        "spare": allotment.spare,
    }
    return gettext(WHY_SENTENCES[Why(allotment.why)]).format(**fields)

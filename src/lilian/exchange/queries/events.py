"""Events by question, by id, and by what they are about."""

from collections.abc import Sequence
from typing import Any

from lilian.base.actors import Actor
from lilian.epcis.identifiers import canonical
from lilian.exchange.models import EventItem
from lilian.exchange.queries import search
from lilian.exchange.queries.rights import seen_by
from lilian.exchange.rules.asking import Asked, TooComplex, WrongParameter, asked
from lilian.exchange.values import Page, Part, Touch
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid

AT_ONCE = 400


class TooLargeAnswer(Invalid):
    code = "exchange.too_large_answer"
    sentence = gettext_noop("符合条件的事件超过 {most} 个。")
    remedy = gettext_noop("请缩小范围，或者分页取。")


def events(
    actor: Actor,
    parameters: dict[str, Any],
    *,
    size: int,
    after: tuple[int, int] | None = None,
    prefixes: dict[str, str] | None = None,
) -> Page:
    """A page of the events that fit.

    :raises WrongParameter, TooComplex: if the question is wrong
    :raises TooLargeAnswer: if more fit than `maxEventCount` says
    """
    return answered(actor, asked(parameters, prefixes), size=size, after=after)


def answered(actor: Actor, question: Asked, *, size: int, after: tuple[int, int] | None = None) -> Page:
    """The same for a question that was read before."""
    actor.must("exchange.see")
    seen, most = seen_by(actor.reach("exchange.see")), question.most
    if most is not None and after is None and search.count_up_to(question, most + 1, seen) > most:
        raise TooLargeAnswer(most=most)
    return search.page(question, size=size, after=after, seen=seen)


def touching(identifiers: Sequence[str]) -> list[Touch]:
    """Every event about one of these things or lots, oldest first; URNs and Digital Links alike.

    For the genealogy: an event that was taken back by an error declaration is listed with the declaration after it.
    """
    wanted: dict[str, str] = {canonical(one): one for one in identifiers}
    rows: list[tuple[Any, ...]] = []
    names = sorted(wanted)
    for start in range(0, len(names), AT_ONCE):
        found = EventItem.objects.filter(item__uri__in=names[start : start + AT_ONCE])
        rows += found.order_by("event_time", "event_id").values_list(
            "item__uri", "role", "event_id", "event__event_id", "event_time", "quantity", "unit"
        )
    rows.sort(key=lambda row: (row[4], row[2]))
    return [Touch(wanted[uri], Part(role), *rest) for uri, role, *rest in rows]


__all__ = ["TooComplex", "TooLargeAnswer", "WrongParameter", "answered", "asked", "events", "touching"]

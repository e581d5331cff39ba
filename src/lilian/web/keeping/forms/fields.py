"""Fields the forms of keeping share."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lilian.base.actors import Actor
from lilian.keeping.values import MATURITY_NAMES, KeptRoomCard, Maturity
from lilian.members import queries as members
from lilian.web.shell.fields import WeightField
from lilian.web.shell.finding import FindField
from lilian.web.shell.tags import tonnes

MOST_OFFERED = 300


class OwnerField(FindField):
    """Whose the fruit is: cleans to the key of a member organisation."""

    actor: Actor

    def of(self, actor: Actor) -> None:
        self.actor = actor
        self.offer("owners", [(one.code, one.name) for one in members.organisations(actor)[:MOST_OFFERED]])

    def found(self, text: str) -> list[Any]:
        return list(members.organisations(self.actor, text=text)[:MOST_OFFERED])


def big_weight(label: Any, **said: Any) -> WeightField:
    """The one figure of a form, in large."""
    field = WeightField(label=label, **said)
    field.widget.attrs["class"] = "form-control-big"
    return field


def maturity_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("采收早晚"),
        choices=[(maturity.value, _(name)) for maturity, name in MATURITY_NAMES.items()],
        initial=Maturity.RIGHT.value,
        widget=forms.RadioSelect,
        help_text=_("采得越晚，存得越短。拿不准就选适时。"),
    )


def room_choices(rooms: Iterable[KeptRoomCard], *, with_store: bool = False) -> list[tuple[int, str]]:
    """Rooms with what is free in each."""
    return [(room.id, _room_words(room, with_store)) for room in rooms]


def _room_words(room: KeptRoomCard, with_store: bool) -> str:
    name = room.name if with_store else room.code
    return gettext("%(room)s（空余 %(free)s 吨）") % {"room": name, "free": tonnes(room.free_g)}

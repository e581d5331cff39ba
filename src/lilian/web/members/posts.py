"""Posts as lines: the role, who holds it, since when."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from lilian.base.actors import Actor
from lilian.base.policy import ROLE_NAMES, Role
from lilian.members import queries


@dataclass(frozen=True)
class PostLine:
    id: int
    role: str
    name: str
    person_id: int
    organisation: str
    organisation_id: int
    starts_on: Any
    ends_on: Any


def post_lines(actor: Actor, posts: Iterable[Any]) -> list[PostLine]:
    """Names as the reader may see them; those who answer for the place first, growers, who are many, last."""
    ranks = {role.value: rank for rank, role in enumerate(Role)} | {Role.GROWER.value: len(Role)}
    held = sorted(posts, key=lambda post: ranks[post.role])
    names = {card.id: card.name for card in queries.person_cards(actor, [post.person for post in held])}
    return [line(post, names[post.person_id]) for post in held]


def line(post: Any, name: str) -> PostLine:
    role, home = gettext(ROLE_NAMES[Role(post.role)]), post.organisation
    return PostLine(post.pk, role, name, post.person_id, home.name, home.pk, post.starts_on, post.ends_on)

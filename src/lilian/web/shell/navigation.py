"""The navigation of one reader: side groups on a desk, at most four tabs and "mine" on a phone."""

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext

from lilian.base.actors import Actor
from lilian.web.shell.front import Entry, Section, entries_for

MOST_TABS = 4


@dataclass(frozen=True)
class Link:
    label: str
    short: str
    icon: str
    url: str
    here: bool
    order: int


@dataclass(frozen=True)
class Group:
    heading: str
    links: tuple[Link, ...]


def link(entry: Entry, path: str) -> Link:
    url = reverse(entry.url_name)
    here = path == url or (url != "/" and path.startswith(url))
    label = gettext(entry.label)
    return Link(label, gettext(entry.short) if entry.short else label, entry.icon, url, here, entry.order)


def only_nearest(links: list[Link]) -> list[Link]:
    """Of several entries whose address begins the path, the longest is where we are."""
    nearest = max((each.url for each in links if each.here), key=len, default=None)
    return [replace(each, here=each.url == nearest) for each in links]


def groups(actor: Actor, path: str) -> list[Group]:
    entries = entries_for(actor)
    links = dict(zip(entries, only_nearest([link(entry, path) for entry in entries]), strict=True))
    by_section = [(section, tuple(links[e] for e in entries if e.section is section)) for section in Section]
    return [Group(gettext(section.value), members) for section, members in by_section if members]


def tabs(shown: list[Group]) -> list[Link]:
    """What a thumb needs daily; the system's own pages stay under "mine"."""
    daily = [group for group in shown if group.heading != gettext(Section.SYSTEM.value)]
    return sorted((each for group in daily for each in group.links), key=lambda each: each.order)[:MOST_TABS]

"""Pages that are kept: made once, never older than they may be."""

import threading
from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from lilian.passport import queries
from lilian.passport.models import Opening
from lilian.stock import actions as stock
from lilian.stock.values import Condition
from lilian.web.passport import kept, page
from tests.passport.shelf import SYSTEM, Held
from tests.stock.goods import NOW

MINUTE = 60.0


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(kept.SHELF.watch, "clock", clock)
    return clock


def shown(client: Client, path: str) -> str:
    response = client.get(path, headers={"accept-language": "zh"})
    assert response.status_code == 200
    return str(response.content.decode())


def recalled(held: Held) -> None:
    stock.decide(actor=SYSTEM, lot_id=held.picked, condition=Condition.RECALLED, reason="农残", now=NOW)


def seconds_until_it_shows(held: Held, client: Client, clock: Clock) -> float:
    """How long after the recall the page still says that all is well, asked for every second."""
    assert "有据可查" in shown(client, held.path)
    recalled(held)
    began = clock.now
    while "正在召回" not in shown(client, held.path):
        clock.now += 1
        if clock.now - began > 2 * MINUTE:
            break
    return clock.now - began


@pytest.mark.slow
def test_a_recall_shows_within_a_minute_in_any_process_and_in_any_browser(
    held: Held, client: Client, clock: Clock
) -> None:
    assert seconds_until_it_shows(held, client, clock) + kept.WHILE_S < MINUTE


@pytest.mark.parametrize("mutant", ["never looks again", "takes any version", "forgets the lots"])
def test_a_shelf_that_does_not_look_is_found_out(
    held: Held, client: Client, clock: Clock, monkeypatch: pytest.MonkeyPatch, mutant: str
) -> None:
    """Each of what keeps a page fresh taken away: then the test above must fail."""
    if mutant == "never looks again":
        monkeypatch.setattr(kept, "LOOK_S", 1e9)
    elif mutant == "takes any version":
        monkeypatch.setattr(kept.SHELF.watch, "look", lambda: (0,))
    else:
        monkeypatch.setattr(kept.SHELF.watch, "look", lambda: (*queries.version()[1:],))
    assert seconds_until_it_shows(held, client, clock) > MINUTE


def test_a_page_made_while_a_recall_came_is_not_kept_as_good(
    held: Held, client: Client, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The version is taken before the story is read: what is decided in between makes the page old."""
    plain = queries.story

    def meanwhile(code: str, **said: object) -> object:
        story = plain(code, **said)  # type: ignore[arg-type]
        monkeypatch.setattr(page.queries, "story", plain)
        recalled(held)
        return story

    monkeypatch.setattr(page.queries, "story", meanwhile)
    assert "有据可查" in shown(client, held.path)
    clock.now += kept.LOOK_S
    assert "正在召回" in shown(client, held.path)


def test_a_kept_page_asks_the_database_nothing(
    held: Held, client: Client, clock: Clock, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = shown(client, held.path)
    with django_assert_num_queries(0):
        assert shown(client, held.path) == first


def test_it_is_made_again_after_ten_minutes_whatever_happened(held: Held, client: Client, clock: Clock) -> None:
    shown(client, held.path)
    assert kept.SHELF.get(held.path, "zh-hans") is not None
    clock.now += kept.OLDEST_S + 1
    assert kept.SHELF.get(held.path, "zh-hans") is None


def test_nobody_is_answered_from_before_while_one_looks() -> None:
    """A second thread waits for the first one's look: no process goes on with what was decided a minute ago."""
    clock, looking, go = Clock(), threading.Event(), threading.Event()
    answers: Iterator[tuple[int, ...]] = iter([(1,), (2,)])

    def look() -> tuple[int, ...]:
        looking.set()
        go.wait(5)
        return next(answers)

    watch = kept.Watch(look, clock)
    found: list[tuple[int, ...]] = []
    threads = [threading.Thread(target=lambda: found.append(watch.now())) for _ in range(4)]
    for thread in threads:
        thread.start()
    looking.wait(5)
    go.set()
    for thread in threads:
        thread.join(5)
    assert found == [(1,)] * 4


def test_pages_that_were_not_asked_for_lately_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 2)
    shelf = kept.Shelf(kept.Watch(lambda: (0,), Clock()))
    for name in "abc":
        shelf.put(name, "en", kept.Face.of(name, name), shelf.watch.now())
    assert [shelf.get(name, "en") is None for name in "abc"] == [True, False, False]


def test_openings_are_counted_by_the_hour_and_nothing_else_is_kept(held: Held, client: Client) -> None:
    for _ in range(3):
        client.get(held.path)
    client.head(held.path)
    assert kept.OPENINGS.write() == 1
    assert [(row.box_id, row.count) for row in Opening.objects.all()] == [(held.first.pk, 3)]
    assert {field.name for field in Opening._meta.get_fields()} == {"id", "box", "hour", "count"}
    client.get(held.path)
    kept.OPENINGS.write()
    assert sum(Opening.objects.values_list("count", flat=True)) == 4


def test_a_browser_that_has_the_page_is_told_so(held: Held, client: Client) -> None:
    first = client.get(held.path)
    again = client.get(held.path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")

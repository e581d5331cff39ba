"""Rows weighed first and written in one go."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction

from lilian.base.bulk import BATCH, Overtaken, Removal, Upsert, among
from lilian.base.staged import FILLED
from lilian.members.actions.imports.undo import InUse, taking_back
from lilian.members.models import Household, Organisation, Person, Post
from lilian.members.values import Applied, OrganisationKind
from tests.members.cast import JOINED, Cast, organisation, the_cast


def changed_name(cast: Cast) -> Upsert:
    mei = Person.objects.get(pk=cast.people["mei"])
    return Upsert(Person, [], [(mei, {"name": "梅兰", "village": "新村"})])


def new_person(cast: Cast, code: str) -> Upsert:
    home = Person.objects.get(pk=cast.people["mei"]).organisation_id
    return Upsert(Person, [{"code": code, "name": "新人", "organisation_id": home}], [])


def test_what_was_weighed_is_written(cast: Cast) -> None:
    changed_name(cast).write()
    new_person(cast, "N1").write()
    assert Person.objects.get(pk=cast.people["mei"]).village == "新村"
    assert Person.objects.get(code="N1").name == "新人"


def test_a_row_somebody_changed_since_is_not_overwritten(cast: Cast) -> None:
    weighed = changed_name(cast)
    Person.objects.filter(pk=cast.people["mei"]).update(village="别村")
    with pytest.raises(Overtaken):
        weighed.write()
    assert Person.objects.get(pk=cast.people["mei"]).village == "别村"


def test_a_row_somebody_removed_since_is_noticed(cast: Cast) -> None:
    new_person(cast, "N1").write()
    weighed = Upsert(Person, [], [(Person.objects.get(code="N1"), {"name": "梅兰"})])
    Person.objects.filter(code="N1").delete()
    with pytest.raises(Overtaken):
        weighed.write()


def test_a_column_that_is_guarded_need_not_be_one_that_changes(cast: Cast) -> None:
    mei = Person.objects.get(pk=cast.people["mei"])
    weighed = Upsert(Person, [], [(mei, {"village": "新村"})], guarded=("note",))
    Person.objects.filter(pk=mei.pk).update(note="别动")
    with pytest.raises(Overtaken):
        weighed.write()


def test_a_code_somebody_took_since_is_noticed(cast: Cast) -> None:
    weighed = new_person(cast, "N1")
    new_person(cast, "N1").write()
    with pytest.raises(Overtaken):
        weighed.write()
    assert Person.objects.filter(code="N1").count() == 1


def test_a_row_that_points_at_nothing_is_noticed_by_postgresql_before_the_commit(cast: Cast) -> None:
    """By the commit the end of the audit chain is held, and all who write wait for it; SQLite only looks at a count."""
    with pytest.raises(Overtaken if connection.vendor == "postgresql" else IntegrityError):
        write_and_look([{"code": "N1", "name": "新人", "organisation_id": 10**9}])


@transaction.atomic
def write_and_look(rows: list[dict[str, object]]) -> None:
    Upsert(Person, rows, []).write()
    connection.check_constraints()


def pointed_at(model: type[Organisation | Person], key: int) -> bool:
    removal = Removal(model, [key])
    with removal.ready():
        return removal.pointed_at() == {key}


@pytest.mark.parametrize("count", [0, 1, FILLED + 1])
def test_as_many_rows_as_were_given_are_there(cast: Cast, count: int) -> None:
    home = Person.objects.get(pk=cast.people["mei"]).organisation_id
    before = Person.objects.count()
    Upsert(Person, [{"code": f"N{n}", "name": "新人", "organisation_id": home} for n in range(count)], []).write()
    assert Person.objects.count() == before + count


def test_who_is_pointed_at_by_a_hidden_link_is_in_use(cast: Cast) -> None:
    home = Person.objects.get(pk=cast.people["mei"]).organisation_id
    assert pointed_at(Organisation, home)


def test_who_is_pointed_at_by_nobody_is_not_in_use(cast: Cast) -> None:
    new_person(cast, "N1").write()
    assert not pointed_at(Person, Person.objects.get(code="N1").pk)


def test_rows_below_each_other_that_go_together_are_not_in_use(cast: Cast) -> None:
    above = organisation("A1", "塬上村", OrganisationKind.VILLAGE)
    below = organisation("A2", "塬上合作社", OrganisationKind.COOPERATIVE, above)
    together, alone = Removal(Organisation, [above, below]), Removal(Organisation, [above])
    with together.ready(), alone.ready():
        assert (together.pointed_at(), alone.pointed_at()) == (set(), {above})
        together.write()
    assert not Organisation.objects.filter(pk__in=(above, below)).exists()


def test_a_row_that_no_longer_stands_as_it_must_is_not_removed(cast: Cast) -> None:
    new_person(cast, "N1").write()
    removal = Removal(Person, [Person.objects.get(code="N1").pk], {"village": "前庄"})
    with removal.ready(), pytest.raises(Overtaken):
        removal.write()


def test_a_row_somebody_removed_already_is_noticed(cast: Cast) -> None:
    removal = Removal(Person, [10**9])
    with removal.ready(), pytest.raises(Overtaken):
        removal.write()


@pytest.mark.parametrize("count", [1, BATCH + 1])
def test_rows_of_any_number_of_codes_are_found(cast: Cast, count: int) -> None:
    new_person(cast, "N1").write()
    with among(Person, "code", [f"N{n}" for n in range(count + 1)] + ["字" * 400]) as some:
        assert [one.code for one in Person.objects.filter(code__in=some)] == ["N1"]


def put_aside() -> int:
    """Temporary tables of this connection."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_class WHERE relpersistence = 't' AND relkind = 'r'"
            if connection.vendor == "postgresql"
            else "SELECT count(*) FROM sqlite_temp_master WHERE type = 'table'"
        )
        return int(cursor.fetchone()[0])


def test_nothing_put_aside_stays(cast: Cast) -> None:
    changed_name(cast).write()
    new_person(cast, "N1").write()
    with pytest.raises(Overtaken):
        new_person(cast, "N1").write()
    assert put_aside() == 0


@pytest.mark.slow
def test_putting_rows_aside_keeps_no_writer_waiting(transactional_db: None) -> None:
    """On SQLite, where there is one writer at a time."""
    cast = the_cast()
    with new_person(cast, "N1").ready(), beside(lambda: Household.objects.update(note="写得进")):
        pass
    assert put_aside() == 0


# Another at it at the same moment, in a transaction of its own that is open for a while.


@contextmanager
def beside(act: Callable[[], object], *, open_s: float = 0.0) -> Iterator[list[BaseException]]:
    """Another's act; the block begins when it is written and not yet committed. Gives what it failed with."""
    written, faults = threading.Event(), list[BaseException]()

    def go() -> None:
        try:
            with transaction.atomic():
                act()
                written.set()
                time.sleep(open_s)
        except BaseException as fault:
            faults.append(fault)
        finally:
            written.set()
            connection.close()

    other = threading.Thread(target=go)
    other.start()
    assert written.wait(30)
    try:
        yield faults
    finally:
        other.join()


def write_alone(weighed: Upsert) -> None:
    with transaction.atomic():
        weighed.write()


@pytest.mark.slow
def test_a_row_being_changed_by_another_is_waited_for_and_not_overwritten(transactional_db: None) -> None:
    cast = the_cast()
    weighed, mei = changed_name(cast), Person.objects.filter(pk=cast.people["mei"])
    with weighed.ready(), beside(lambda: mei.update(village="别村"), open_s=0.3), pytest.raises(Overtaken):
        write_alone(weighed)
    assert mei.get().village == "别村"


@pytest.mark.slow
def test_a_code_being_taken_by_another_is_waited_for(transactional_db: None) -> None:
    cast = the_cast()
    weighed, first = new_person(cast, "N1"), Person(code="N1", name="先来", organisation_id=cast.coop)
    with weighed.ready(), beside(first.save, open_s=0.3), pytest.raises(Overtaken):
        write_alone(weighed)
    assert Person.objects.get(code="N1").name == "先来"


@pytest.mark.slow
def test_of_taking_back_a_row_and_referring_to_it_one_is_refused(transactional_db: None) -> None:
    """PostgreSQL looks at who refers to whom when one commits: there it is the later of the two."""
    cast, refused = the_cast(), False
    new_person(cast, "N1").write()
    person = Person.objects.get(code="N1")
    post = Post(person=person, role="grower", organisation_id=cast.coop, starts_on=JOINED)
    with taking_back(Applied("people", added=("N1",))) as write, beside(post.save, open_s=0.3) as faults:
        try:
            with transaction.atomic():
                write()
        except InUse:
            refused = True
    stays = Person.objects.filter(code="N1").exists()
    assert (refused, not faults, Post.objects.filter(person=person.pk).exists()) == (stays, stays, stays)

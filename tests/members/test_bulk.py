"""Rows weighed first and written in one go."""

import pytest

from lilian.base.bulk import Overtaken, Upsert, referred_to
from lilian.members.models import Organisation, Person
from tests.members.cast import Cast


def changed_name(cast: Cast) -> Upsert:
    mei = Person.objects.get(pk=cast.people["mei"])
    return Upsert(Person, [], [(mei, {"name": "梅兰", "village": "新村"})])


def new_person(cast: Cast, code: str) -> Upsert:
    home = Person.objects.get(pk=cast.people["mei"]).organisation_id
    return Upsert(Person, [Person(code=code, name="新人", organisation_id=home)], [])


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


@pytest.mark.parametrize("count", [0, 1, 900])
def test_as_many_rows_as_were_given_are_there(cast: Cast, count: int) -> None:
    home = Person.objects.get(pk=cast.people["mei"]).organisation_id
    before = Person.objects.count()
    Upsert(Person, [Person(code=f"N{n}", name="新人", organisation_id=home) for n in range(count)], []).write()
    assert Person.objects.count() == before + count


def test_who_is_pointed_at_by_a_hidden_link_is_in_use(cast: Cast) -> None:
    home = Person.objects.get(pk=cast.people["mei"]).organisation_id
    assert referred_to(Organisation, [home])


def test_who_is_pointed_at_by_nobody_is_not_in_use(cast: Cast) -> None:
    new_person(cast, "N1").write()
    assert not referred_to(Person, [Person.objects.get(code="N1").pk])

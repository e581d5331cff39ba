"""A village's picture is the office's to keep and to take away, and holds nothing but the picture."""

import pytest
from django.db import IntegrityError, transaction

from lilian.base.actors import Actor, Duty
from lilian.base.models import AuditEvent
from lilian.base.policy import Role
from lilian.drawing.photos import Light
from lilian.kernel.refusal import NotAllowed, NotFound
from lilian.members.models import Place, Township
from lilian.passport import actions, queries
from lilian.passport.models import OrchardPicture
from lilian.passport.rules.pictures import is_bare
from lilian.passport.values import PictureDraft, Story
from tests.passport.orchards import MAKER, draft, photo, village
from tests.passport.shelf import SYSTEM, VILLAGE, Held
from tests.stock.goods import NOW


def told(held: Held) -> Story:
    found = queries.story(held.first.code, now=NOW)
    assert found is not None
    return found


def kept(colour: str = "green", caption: str = "") -> int:
    return actions.keep_picture(actor=SYSTEM, place_id=village(), draft=draft(colour, caption), now=NOW)


def removed() -> None:
    actions.remove_picture(actor=SYSTEM, place_id=village(), reason="有人入镜", now=NOW)


def test_a_box_shows_the_picture_of_its_village(held: Held) -> None:
    assert told(held).orchard is None
    kept(caption="四月")
    shown = told(held).orchard
    assert shown is not None
    assert (shown.village, shown.width, shown.height, shown.caption) == (VILLAGE, 800, 533, "四月")
    assert is_bare(queries.picture_data(shown.digest))


def test_a_village_of_the_same_name_elsewhere_is_another(held: Held) -> None:
    kept()
    town = Township.objects.create(code="141031102", name="黄土镇")
    Place.objects.filter(pk=village()).update(township=town)
    assert told(held).orchard is None


def test_a_newer_one_takes_its_place_and_the_older_is_gone(held: Held) -> None:
    first = OrchardPicture.objects.get(pk=kept())
    kept("gold")
    shown = told(held).orchard
    assert shown is not None
    assert shown.digest != first.digest
    first.refresh_from_db()
    assert (bytes(first.picture), first.ended_at, first.reason) == (b"", NOW, "")
    with pytest.raises(NotFound):
        queries.picture_data(first.digest)
    with pytest.raises(actions.SamePicture):
        kept("gold")
    kept("gold", "秋天")  # the same picture, another word


def test_it_is_taken_away_with_a_reason(held: Held) -> None:
    kept()
    with pytest.raises(actions.NoReason):
        actions.remove_picture(actor=SYSTEM, place_id=village(), reason=" ", now=NOW)
    removed()
    assert told(held).orchard is None
    assert not any(bytes(row.picture) for row in OrchardPicture.objects.all())
    with pytest.raises(actions.NoPicture):
        removed()
    events = AuditEvent.objects.filter(event__startswith="passport.picture").order_by("pk")
    assert [event.event for event in events] == ["passport.picture_kept", "passport.picture_removed"]


def test_each_change_makes_pages_old(held: Held) -> None:
    seen = [queries.version()]
    for change in (kept, lambda: kept("gold"), removed, kept, removed):
        change()
        seen.append(queries.version())
    assert len(set(seen)) == 6


def test_it_is_the_offices_alone(held: Held) -> None:
    home = held.goods.coop.pk
    manager = Actor(name="guo", duties=(Duty(Role.COOP_MANAGER, home, frozenset({home})),))
    for act in (
        lambda: actions.keep_picture(actor=manager, place_id=village(), draft=draft(), now=NOW),
        lambda: actions.remove_picture(actor=manager, place_id=village(), reason="x", now=NOW),
        lambda: queries.villages_to_picture(manager),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_only_a_village_has_one(held: Held) -> None:
    block = Place.objects.get(code="B1").pk
    with pytest.raises(NotFound):
        actions.keep_picture(actor=SYSTEM, place_id=block, draft=draft(), now=NOW)


def test_what_is_more_than_a_picture_is_not_taken(held: Held) -> None:
    """As it came from the phone, or with a chunk put behind: where it was taken must not get in by any door."""
    bare = draft().picture
    assert MAKER.encode() in photo()
    assert MAKER.encode() not in bare.data
    for data in (photo(), bare.data + b"EXIF\x04\x00\x00\x00abcd", b"", bare.data[:-1]):
        said = PictureDraft(Light(data, 800, 533))
        with pytest.raises(actions.NotBare):
            actions.keep_picture(actor=SYSTEM, place_id=village(), draft=said, now=NOW)
    longer = (len(bare.data) + 4).to_bytes(4, "little")
    assert not is_bare(b"RIFF" + longer + bare.data[8:] + b"EXIF\x04\x00\x00\x00abcd")


def test_the_database_keeps_one_a_village_and_says_who_ended_it(held: Held) -> None:
    row = OrchardPicture.objects.get(pk=kept())
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
    for wrong in ({"ended_at": NOW}, {"reason": "x"}, {"width": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OrchardPicture.objects.update(**wrong)

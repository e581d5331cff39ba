"""The office keeps a picture of a village's orchards for the pages of boxes, and takes it away again."""

import hashlib
from datetime import datetime

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, NotFound
from lilian.members import queries as members
from lilian.members.values import PlaceKind
from lilian.passport.models import OrchardPicture
from lilian.passport.rules.pictures import MOST_BYTES, is_bare
from lilian.passport.values import PictureDraft


class NotBare(Invalid):
    code = "passport.not_bare"
    sentence = gettext_noop("这不是整理好的照片：要去掉拍摄地点和时间的小图。")


class SamePicture(AlreadyDone):
    code = "passport.same_picture"
    sentence = gettext_noop("这个村现在放的就是这张照片，说明也一样。")


class NoPicture(AlreadyDone):
    code = "passport.no_picture"
    sentence = gettext_noop("这个村现在没有照片。")


class NoReason(Invalid):
    code = "passport.no_reason"
    sentence = gettext_noop("请写一句为什么撤下。")


@transaction.atomic
def keep_picture(*, actor: Actor, place_id: int, draft: PictureDraft, now: datetime) -> int:
    """Boxes from the village show this picture from now on, in place of the one before; return its key.

    :raises NotFound: if no village in use has this key
    :raises NotBare: if anything but a small picture is in it
    :raises SamePicture: if it stands there already
    """
    actor.must("passport.keep_pictures")
    data = draft.picture.data
    if len(data) > MOST_BYTES or not is_bare(data):
        raise NotBare()
    _locked(actor, place_id)
    said = {
        "digest": hashlib.sha256(data).hexdigest(),
        "caption": draft.caption.strip()[:40],
        "caption_en": draft.caption_en.strip()[:80],
    }
    standing = _standing(place_id)
    if standing and all(getattr(standing, name) == value for name, value in said.items()):
        raise SamePicture()
    if standing:
        _end(standing, actor, now)
    made = OrchardPicture.objects.create(
        village_id=place_id,
        picture=data,
        width=draft.picture.width,
        height=draft.picture.height,
        at=now,
        kept_by=actor.name[:80],
        **said,
    )
    facts = {"village": place_id, "digest": made.digest}
    audit.record(actor=actor, event="passport.picture_kept", subject=made, at=now, data=facts)
    return made.pk


@transaction.atomic
def remove_picture(*, actor: Actor, place_id: int, reason: str, now: datetime) -> None:
    """No page shows it any more, and the picture itself is gone.

    :raises NotFound: if no village has this key
    :raises NoReason, NoPicture: if nothing is said why, or none stands there
    """
    actor.must("passport.keep_pictures")
    if not reason.strip():
        raise NoReason()
    _locked(actor, place_id, closed=None)
    standing = _standing(place_id)
    if standing is None:
        raise NoPicture()
    _end(standing, actor, now, reason.strip()[:200])
    facts = {"village": place_id, "digest": standing.digest, "reason": standing.reason}
    audit.record(actor=actor, event="passport.picture_removed", subject=standing, at=now, data=facts)


def _locked(actor: Actor, place_id: int, *, closed: bool | None = False) -> None:
    """Two at once for one village wait for each other."""
    villages = members.places(actor, kind=PlaceKind.VILLAGE, closed=closed).filter(pk=place_id)
    if villages.select_for_update(of=("self",), no_key=True).first() is None:
        raise NotFound()


def _standing(place_id: int) -> OrchardPicture | None:
    return OrchardPicture.objects.filter(village=place_id, ended_at__isnull=True).first()


def _end(standing: OrchardPicture, actor: Actor, now: datetime, reason: str = "") -> None:
    """The row tells who and when; the bytes go, since somebody may have been seen on them."""
    standing.picture, standing.reason = b"", reason
    standing.ended_at, standing.ended_by = now, actor.name[:80]
    standing.save(update_fields=["picture", "reason", "ended_at", "ended_by"])

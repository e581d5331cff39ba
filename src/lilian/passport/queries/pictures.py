"""Pictures of villages' orchards: the one a box's page shows, and those the office keeps."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Length

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.members import queries as members
from lilian.members.values import PlaceKind
from lilian.passport.models import OrchardPicture
from lilian.passport.values import Orchard, Origin, VillageCard

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class Sized(TypedDict):
    """How many bytes a picture has."""

    size: int


def standing_pictures() -> "QuerySet[WithAnnotations[OrchardPicture, Sized]]":
    """Those pages show now, with their size and without their bytes."""
    return OrchardPicture.objects.filter(ended_at__isnull=True).defer("picture").annotate(size=Length("picture"))


def orchard(origins: Sequence[Origin]) -> Orchard | None:
    """Of the village most of the fruit came from, among those that have a picture."""
    wanted = [origin.place_id for origin in origins if origin.place_id]
    rows = standing_pictures().filter(village__in=wanted, village__closed_on__isnull=True).select_related("village")
    found = {row.village_id: row for row in rows}
    row = next((found[key] for key in wanted if key in found), None)
    return _told(row) if row else None


def picture_data(digest: str) -> bytes:
    """For anybody.

    :raises NotFound: if no page shows it, or none does any more
    """
    found = OrchardPicture.objects.filter(digest=digest, ended_at__isnull=True).first()
    if found is None:
        raise NotFound()
    return bytes(found.picture)


def picture_changes() -> tuple[int, int]:
    """Never twice the same after a picture came, was replaced or taken away."""
    found = OrchardPicture.objects.aggregate(newest=Max("pk"), ended=Count("ended_at"))
    return found["newest"] or 0, found["ended"]


def villages_to_picture(actor: Actor, *, text: str = "") -> QuerySet[Any]:
    """Villages in use, and closed ones whose picture is still kept, in the order of their townships."""
    actor.must("passport.keep_pictures")
    found = members.places(actor, kind=PlaceKind.VILLAGE, text=text, closed=None)
    pictured = Exists(standing_pictures().filter(village=OuterRef("pk")))
    return found.filter(Q(closed_on__isnull=True) | pictured).order_by("township__code", "code")


def village_cards(villages: QuerySet[Any]) -> list[VillageCard]:
    """Each with the picture that stands for it, in their order."""
    every = list(villages)
    rows = {row.village_id: row for row in standing_pictures().filter(village__in=[each.pk for each in every])}
    return [_card(each, rows.get(each.pk)) for each in every]


def _card(village: Any, row: "WithAnnotations[OrchardPicture, Sized] | None") -> VillageCard:
    township = village.township.name if village.township else ""
    return VillageCard(
        place_id=village.pk,
        village=village.village or village.name,
        township=township,
        orchard=_told(row) if row else None,
        at=row.at if row else None,
        kept_by=row.kept_by if row else "",
        is_closed=village.closed_on is not None,
    )


def _told(row: "WithAnnotations[OrchardPicture, Sized]") -> Orchard:
    return Orchard(row.village.village, row.digest, row.width, row.height, row.size, row.caption, row.caption_en)

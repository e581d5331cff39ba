"""A packing and a pallet of each of two organisations, for the matrix of permissions."""

from datetime import date

from django.utils import timezone

from lilian.catalog.models import Variety
from lilian.members.models import Organisation
from lilian.packing.models import Packing, Pallet, Spec, SpecVersion
from lilian.stock.models import Location


def records(home: Organisation, away: Organisation, wanted: str) -> dict[str, tuple[int, int]]:
    """Keys of each kind of record: (own, foreign), made where the page under test is about one."""
    if wanted not in ("packing", "pallet", "spec"):
        return {}
    now = timezone.now()
    variety, _ = Variety.objects.get_or_create(code="W", defaults={"name": "世界梨"})
    spec = Spec.objects.create(code="W", name="十粒装", gtin="00200000000014", variety=variety, grade="first")
    version = SpecVersion.objects.create(
        spec=spec,
        number=1,
        effective_from=date(2026, 1, 1),
        label_g=2_500,
        shortage_g=37,
        least_count=10,
        most_count=10,
        tare_g=300,
        price_fen_per_kg=1_200,
        source="测试",
        published_at=now,
    )
    packings, pallets = [], []
    for owner in (home, away):
        line = Location.objects.create(code=f"L-{owner.code}", name="线", kind="line", organisation=owner)
        packing = Packing.objects.create(
            organisation=owner,
            location=line,
            version=version,
            day=timezone.localdate(now),
            shift="day",
            opened_at=now,
            opened_by="",
            client_key=f"w-{owner.code}",
        )
        packing.boxes.create(
            number=1,
            code=f"W{owner.code}"[:14],
            gross_g=2_800,
            net_g=2_500,
            pieces=10,
            packed_at=now,
            packed_by="",
            source="form",
            client_key=f"b-{owner.code}",
        )
        packings.append(packing.pk)
        pallet = Pallet.objects.create(organisation=owner, made_at=now, made_by="", client_key=f"p-{owner.code}")
        pallets.append(pallet.pk)
    return {"packing": tuple(packings), "pallet": tuple(pallets), "spec": (spec.pk, spec.pk)}  # type: ignore[dict-item]

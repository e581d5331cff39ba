"""One box by the code on its label. Nobody finds codes by trying: who has one has the box, and no actor is asked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from lilian.packing.models import Box, BoxRecall, BoxVoid, Closing, Input, Spec, Stop
from lilian.packing.queries.specs import figures_of
from lilian.packing.values import SpecFigures, batch_code


@dataclass(frozen=True)
class Labelled:
    """What stands on the label, and the lots behind it: what went in, and what its packing's boxes became."""

    box_id: int
    code: str
    gtin: str
    batch: str
    spec: str
    variety_id: int
    variety: str
    grade: str
    packer_id: int
    packer: str
    line_id: int
    net_g: int
    pieces: int
    packed_at: datetime
    voided_at: datetime | None
    recalled_at: datetime | None
    input_ids: tuple[int, ...]
    lot_id: int | None
    entry_id: int | None

    @property
    def own_lots(self) -> tuple[int, ...]:
        """What a decision about it would be written on."""
        return (*self.input_ids, self.lot_id) if self.lot_id else self.input_ids


def labelled(code: str) -> Labelled | None:
    """The box with exactly this code; None if there is none."""
    joined = ("packing__version__spec__variety", "packing__organisation", "packing__closing", "void", "recall")
    box = Box.objects.select_related(*joined).filter(code=code).first()
    if box is None:
        return None
    packing = box.packing
    spec, closing, void = packing.version.spec, getattr(packing, "closing", None), getattr(box, "void", None)
    recall = getattr(box, "recall", None)
    return Labelled(
        box_id=box.pk,
        code=box.code,
        gtin=spec.gtin,
        batch=batch_code(packing.pk),
        spec=spec.name,
        variety_id=spec.variety_id,
        variety=spec.variety.name,
        grade=spec.grade,
        packer_id=packing.organisation_id,
        packer=packing.organisation.name,
        line_id=packing.location_id,
        net_g=box.net_g,
        pieces=box.pieces,
        packed_at=box.packed_at,
        voided_at=void.at if void else None,
        recalled_at=recall.at if recall else None,
        input_ids=tuple(Input.objects.filter(packing=packing.pk).values_list("lot_id", flat=True)),
        lot_id=closing.lot_id if closing else None,
        entry_id=closing.entry_id if closing else None,
    )


def inputs_of(packing_id: int) -> list[int]:
    """The lots that go in, in the order they did."""
    return list(Input.objects.filter(packing=packing_id).order_by("pk").values_list("lot_id", flat=True))


def last_number(packing_id: int) -> int:
    """How many boxes it made so far, void ones among them: they are numbered from 1 on."""
    return Box.objects.filter(packing=packing_id).aggregate(number=Max("number"))["number"] or 0


def last_numbers(packing_ids: Collection[int]) -> dict[int, int]:
    """The same of several; one without boxes is missing."""
    rows = Box.objects.filter(packing__in=packing_ids).order_by().values_list("packing_id")
    return dict(rows.annotate(number=Max("number")))


def existing(codes: Collection[str]) -> dict[str, int]:
    """Keys of boxes by those of these codes that there are."""
    return dict(Box.objects.filter(code__in=codes).values_list("code", "pk"))


@dataclass(frozen=True)
class LabelledKind:
    """A kind of box by its GTIN, as its newest version has it."""

    gtin: str
    name: str
    variety: str
    grade: str
    figures: SpecFigures


def labelled_kind(gtin: str) -> LabelledKind | None:
    spec = Spec.objects.select_related("variety").filter(gtin=gtin).first()
    version = spec.versions.order_by("-number").first() if spec else None
    if spec is None or version is None:
        return None
    return LabelledKind(spec.gtin, spec.name, spec.variety.name, spec.grade, figures_of(version))


def last_changes() -> tuple[int, ...]:
    """Grows whenever a box is voided or called back, a packing closed or stopped: what was told of boxes is old."""
    newest = (table.objects.aggregate(newest=Max("pk"))["newest"] for table in (BoxVoid, BoxRecall, Closing, Stop))
    return tuple(key or 0 for key in newest)

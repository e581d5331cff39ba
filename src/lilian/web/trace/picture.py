"""A chain as a row of stages, from the orchard to who holds it: each with its figure and its first few names."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext

from lilian.packing.values import batch_code
from lilian.trace.values import Chain, ChainLot, LotStage
from lilian.web.trace.weights import kg

SHOWN = 6


@dataclass(frozen=True)
class Named:
    text: str
    sub: str = ""
    url: str = ""
    is_start: bool = False


@dataclass(frozen=True)
class Stage:
    """`count` in its own words; of `names` the first few are shown, `more` are left."""

    title: str
    icon: str
    count: str
    names: tuple[Named, ...] = field(default=())
    more: int = 0


def stages(chain: Chain) -> list[Stage]:
    """The stages that have something in them, in the order fruit goes."""
    by_stage = {stage: [lot for lot in chain.lots if lot.stage is stage] for stage in LotStage}
    found = [
        _stage(gettext("果园"), "map-pin", gettext("%s 处"), _growers(chain)),
        _stage(gettext("收来的批次"), "scale", gettext("%s 批"), map(_lot, by_stage[LotStage.RECEIVED])),
        _stage(gettext("存放"), "building-warehouse", gettext("%s 处"), _rooms(chain)),
        _stage(gettext("分选、合批"), "adjustments", gettext("%s 批"), map(_lot, by_stage[LotStage.SORTED])),
        _stage(gettext("包装"), "package", gettext("%s 个班次"), _batches(chain)),
        _stage(gettext("在谁手里"), "truck-delivery", gettext("%s 家"), _holders(chain)),
    ]
    return [stage for stage in found if stage.names]


def _stage(title: str, icon: str, count: str, names: Iterable[Named]) -> Stage:
    every = sorted(names, key=lambda one: not one.is_start)
    return Stage(title, icon, count % f"{len(every):,}", tuple(every[:SHOWN]), max(0, len(every) - SHOWN))


def _growers(chain: Chain) -> Iterable[Named]:
    for one in chain.growers:
        where = " · ".join(part for part in (one.village, one.block, one.household) if part)
        yield Named(where or one.organisation, f"{one.organisation} · {kg(one.weight_g)}")


def _lot(lot: ChainLot) -> Named:
    said = " · ".join(part for part in (lot.variety, f"{lot.made_on:%Y-%m-%d}") if part)
    return Named(lot.code, said, f"{reverse('trace:trace')}?kind=lot&code={lot.code}", lot.is_start)


def _rooms(chain: Chain) -> Iterable[Named]:
    places: dict[str, list[str]] = {}
    for stay in chain.lay:
        if stay.kind == "room":
            until = f"{stay.until:%m-%d}" if stay.until else gettext("现在")
            places.setdefault(stay.place, []).append(f"{stay.since:%m-%d} → {until}")
    return [
        Named(place, spans[0] if len(spans) == 1 else gettext("%s 次") % len(spans)) for place, spans in places.items()
    ]


def _batches(chain: Chain) -> Iterable[Named]:
    for packing_id, boxes in chain.batches:
        code = batch_code(packing_id)
        yield Named(code, gettext("%s 箱") % f"{boxes:,}", f"{reverse('trace:trace')}?kind=batch&code={code}")


def _holders(chain: Chain) -> Iterable[Named]:
    for one in chain.holders:
        yield Named(
            one.name or gettext("别家的收件人"),
            " · ".join(part for part in (gettext("%s 箱") % f"{one.boxes:,}", one.phone) if part),
        )

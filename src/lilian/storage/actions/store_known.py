"""What a row of the table of stores may name: varieties, organisations, places, people; looked up once for all rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q

from lilian.base.actors import Actor
from lilian.catalog import queries as catalog
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid
from lilian.members import queries as members
from lilian.members.values import PlaceKind
from lilian.storage import queries
from lilian.storage.actions.row_faults import UnknownVariety
from lilian.storage.queries.growers import Growers

Row = Mapping[str, Any]


class NoOwner(Invalid):
    code = "storage.no_owner"
    sentence = gettext_noop("新的库要写明归哪个单位。")
    remedy = gettext_noop("请在“单位”一列填单位的编号或全名。")


class UnknownOwner(Invalid):
    code = "storage.unknown_owner"
    sentence = gettext_noop("系统里没有叫“{given}”的单位，或不止一个。")
    remedy = gettext_noop("请填单位的编号，或先登记这个单位。")


class UnknownStorePlace(Invalid):
    code = "storage.unknown_store_place"
    sentence = gettext_noop("没有编号为 {given} 的恒温库地点。")
    remedy = gettext_noop("请核对编号；空着就按经纬度新建一个地点。")


@dataclass(frozen=True)
class Known:
    """Keys by what people write; `near_km` apart, two points are one place."""

    varieties: Mapping[str, int]
    owners: Mapping[str, tuple[int, ...]]
    places: Mapping[str, Any]
    people: Growers
    near_km: Decimal

    @classmethod
    def of(cls, actor: Actor, rows: Sequence[Row]) -> "Known":
        said = sorted({row.get("organisation") or "" for row in rows} - {""})
        owners: dict[str, tuple[int, ...]] = {}
        found = members.organisations(actor).filter(Q(code__in=said) | Q(name__in=said))
        for pk, code, name in found.values_list("pk", "code", "name"):
            for word in {code, name}:
                owners[word] = (*owners.get(word, ()), pk)
        return cls(
            varieties={variety.name: variety.pk for variety in catalog.varieties()},
            owners=owners,
            places={place.code: place for place in members.places(actor, kind=PlaceKind.STORE)},
            people=Growers(actor, (row.get("keeper") or "" for row in rows)),
            near_km=queries.thresholds().same_place_km,
        )

    def variety_ids(self, names: Sequence[str]) -> list[int]:
        """:raises UnknownVariety: naming the first that is none"""
        unknown = [name for name in names if name not in self.varieties]
        if unknown:
            raise UnknownVariety(given=unknown[0])
        return sorted(self.varieties[name] for name in names)

    def owner_id(self, said: str) -> int:
        """:raises UnknownOwner: if no organisation, or several, go by this"""
        found = self.owners.get(said, ())
        if len(found) != 1:
            raise UnknownOwner(given=said)
        return found[0]

    def place(self, code: str) -> Any:
        """:raises UnknownStorePlace: if there is no such place of a store"""
        if code not in self.places:
            raise UnknownStorePlace(given=code)
        return self.places[code]

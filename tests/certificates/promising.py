"""Guo's co-operative promises for Mei's pears; the firm of Hai buys at a point of its own."""

from dataclasses import dataclass, replace
from typing import Any

from lilian.certificates import actions
from lilian.certificates.models import Certificate, Collected
from lilian.certificates.values import CertificateDraft, Form, Part
from lilian.members.values import OrganisationKind
from lilian.receiving.models import Slip
from lilian.receiving.values import Certificate as Number
from lilian.receiving.values import Recorded, Seller
from lilian.stock import actions as stock
from lilian.stock.models import Descent
from lilian.stock.values import Conversion, Line, LotDraft, Output, Spot
from tests.members.cast import organisation
from tests.receiving.scale import KG, NOW, SYSTEM, TODAY, Scale, the_scale


@dataclass(frozen=True)
class Promising:
    """`lot` is 100 kg of Mei's pears at the co-operative's point."""

    scale: Scale
    lot: int

    def draft(self, **changes: Any) -> CertificateDraft:
        said = CertificateDraft(
            form=Form.PRODUCER,
            organisation_id=self.scale.cast.coop,
            variety_id=self.scale.variety,
            weight_g=100 * KG,
            signed_by="郭守库",
            contact="13800008001",
            lots=(Part(self.lot, 100 * KG),),
        )
        return replace(said, **changes)

    def ahead(self, weight_g: int = 100 * KG, **changes: Any) -> CertificateDraft:
        """For fruit that is still to come."""
        return self.draft(weight_g=weight_g, lots=(), **changes)

    def issued(self, key: str = "c", actor: str = "guo", draft: CertificateDraft | None = None) -> Certificate:
        made = actions.issue(actor=self.scale.actor(actor), draft=draft or self.draft(), client_key=key, now=NOW)
        return Certificate.objects.get(pk=made)

    def part(self, weight_g: int) -> CertificateDraft:
        return self.draft(weight_g=weight_g, lots=(Part(self.lot, weight_g),))

    def taken_in(self) -> Collected:
        """The one that was collected."""
        return Collected.objects.get()

    def another_lot(self, key: str = "another") -> int:
        """A second 100 kg of Mei's of the same day."""
        slip = self.scale.received(key, block_id=self.scale.block)
        return int(Slip.objects.get(pk=slip.slip_id).lot_id)

    def take_back(self, lot: int) -> None:
        """Whatever made the lot never happened."""
        entry = Descent.objects.filter(child=lot).values_list("entry", flat=True)[0]
        stock.reverse(actor=SYSTEM, entry_id=entry, reason="试", client_key=f"back-{lot}", day=TODAY, now=NOW)

    def voided(self, certificate_id: int) -> None:
        actions.void(actor=self.scale.actor("guo"), certificate_id=certificate_id, reason="开错了", now=NOW)

    def sold_by_coop(self, number: str, key: str = "s", **changes: Any) -> Recorded:
        """The co-operative brings 100 kg to the other co-operative's point, with this certificate."""
        said = {
            "location_id": self.scale.other_point,
            "seller": Seller(organisation_id=self.scale.cast.coop),
            "certificate": Number(number),
        }
        return self.scale.received(key, "lin", **said | changes)


def mixed(promising: Promising, key: str = "mix") -> int:
    """The lot and another one go through a line, and 180 kg come out as one."""
    beside = promising.another_lot()
    return converted(promising, {promising.lot: 100 * KG, beside: 100 * KG}, (180 * KG,), key)[0]


def converted(promising: Promising, taken: dict[int, int], made: tuple[int, ...], key: str) -> list[int]:
    """So many grams of these lots go in, lots of so many grams come out."""
    scale = promising.scale
    lines = tuple(Line(Spot(lot, scale.point), weight_g) for lot, weight_g in taken.items())
    kind = LotDraft(scale.variety, scale.cast.coop, scale.cast.coop, "first")
    conversion = Conversion(lines, tuple(Output(kind, scale.point, weight_g) for weight_g in made), TODAY)
    return list(stock.convert(actor=SYSTEM, conversion=conversion, client_key=key, now=NOW).lot_ids)


def firm(code: str = "F1") -> int:
    return organisation(code, "梨香果业", OrganisationKind.PROCESSING)


def the_promising() -> Promising:
    scale = the_scale()
    slip = scale.received(block_id=scale.block)
    return Promising(scale, Slip.objects.get(pk=slip.slip_id).lot_id)

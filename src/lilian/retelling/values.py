"""What others may know of our own events."""

from dataclasses import dataclass
from enum import StrEnum

from lilian.gs1.check_digits import check_digit
from lilian.packing.values import batch_code, pallet_code
from lilian.parcels.values import parcel_code

GS1 = "https://id.gs1.org"
# Numbers of these beginnings are free for use within a region (GS1 General Specifications 2.1.11): elsewhere they may
# mean another thing, so that they name a box only together with its serial number, which nobody else has.
FREE_NUMBERS = ("02", "04", "2")
SSCC_DIGITS = 17  # without the check digit
PALLETS, PARCELS = "1", "2"  # what an SSCC of ours goes on with


class About(StrEnum):
    """What an own event tells of: the row it was made from."""

    ENTRY = "entry"
    REVERSAL = "reversal"
    OWNING = "owning"
    PALLET = "pallet"
    BOX = "box"
    PARCEL = "parcel"


@dataclass(frozen=True, slots=True)
class Thing:
    """One of ours by its kind (lot, box, pallet, parcel) and key; `code` is what people call a lot or box."""

    kind: str
    key: int
    code: str = ""


@dataclass(frozen=True, slots=True)
class LotName:
    """What a lot is called by: its code, or where its boxes carry a bar code of their own, that and the batch."""

    code: str
    gtin: str = ""
    packing_id: int | None = None

    @property
    def printed(self) -> str:
        """What its labels or slip say."""
        return self.code if self.packing_id is None else batch_code(self.packing_id)


@dataclass(frozen=True)
class Names:
    """What we call our things towards others. `host` is ours; a GLN and the beginning of SSCCs where the alliance has
    them from GS1. Never a person, a household or a block.
    """

    host: str
    gln: str = ""
    sscc: str = ""

    def place(self, location_id: int) -> str:
        """A location is a part of the alliance's own GLN, or an address of ours."""
        return f"{GS1}/414/{self.gln}/254/{location_id}" if self.gln else self.own("places", location_id)

    def member(self, organisation_id: int) -> str:
        return self.own("members", organisation_id)

    def lot(self, lot: LotName) -> str:
        """A class: so many kilograms of it."""
        if lot.packing_id is not None and not lot.gtin[1:].startswith(FREE_NUMBERS):
            return f"{GS1}/01/{lot.gtin}/10/{batch_code(lot.packing_id)}"
        return self.own("lots", lot.code)

    def box(self, gtin: str, code: str) -> str:
        """As its label has it, without the batch, which a serial number does not need."""
        return f"{GS1}/01/{gtin}/21/{code}"

    def pallet(self, pallet_id: int) -> str:
        return self._unit(PALLETS, pallet_id) or self.own("pallets", pallet_code(pallet_id))

    def parcel(self, parcel_id: int) -> str:
        return self._unit(PARCELS, parcel_id) or self.own("parcels", parcel_code(parcel_id))

    def own(self, kind: str, number: object) -> str:
        """A thing or paper that GS1 has no number for."""
        return f"https://{self.host}/{kind}/{number}"

    def _unit(self, kind: str, number: int) -> str:
        """Its SSCC; '' where we have none to give, or no more of them."""
        places = SSCC_DIGITS - len(self.sscc) - len(kind)
        if not self.sscc or number >= 10**places:
            return ""
        body = f"{self.sscc}{kind}{number:0{places}d}"
        return f"{GS1}/00/{body}{check_digit(body)}"

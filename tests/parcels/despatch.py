"""Guo's packers send Mei's boxes to Hai's shop and to a buyer outside."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from lilian.base.actors import Actor
from lilian.packing.models import Box
from lilian.parcels import actions
from lilian.parcels.values import Carriage, ParcelDraft, Receiver
from tests.packing.boxing import LATER, Boxing, closed, opened, packed, the_boxing

SENT = LATER + timedelta(hours=1)
BUYER = Receiver(None, "王五水果行", "13800001111")


@dataclass(frozen=True)
class Despatch:
    """`boxes` are three boxes of 2.5 kg in the lot `lot`, on the line."""

    boxing: Boxing
    packing: int
    lot: int
    boxes: tuple[Box, ...]

    @property
    def packer(self) -> Actor:
        return self.boxing.packer

    def draft(self, *codes: str, **said: Any) -> ParcelDraft:
        plain = {"location_id": self.boxing.goods.line, "receiver": BUYER, "codes": codes}
        return ParcelDraft(**plain | said)

    def send(self, *boxes: Box, key: str = "p", **said: Any) -> int:
        draft = self.draft(*(box.code for box in boxes), **said)
        return actions.send(actor=self.packer, draft=draft, client_key=key, now=said.get("loaded_at") or SENT)


def the_despatch() -> Despatch:
    boxing = the_boxing()
    packing = opened(boxing)
    boxes = packed(boxing, packing, 2_500, 2_510, 2_520)
    return Despatch(boxing, packing, closed(boxing, packing, 7_600), tuple(boxes))


__all__ = ["BUYER", "LATER", "SENT", "Carriage", "Despatch", "Receiver", "the_despatch"]

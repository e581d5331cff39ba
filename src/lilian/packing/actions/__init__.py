"""Acts of packing: each is all of it or none, and on record."""

from lilian.packing.actions.boxes import pack_boxes, recall_boxes, void_box
from lilian.packing.actions.closing import close_packing, drop_packing
from lilian.packing.actions.packings import add_lot, open_packing
from lilian.packing.actions.pallets import make_pallet, stow, take_off
from lilian.packing.actions.specs import add_spec, publish_spec
from lilian.packing.actions.stopping import keep_still, stop_packings
from lilian.packing.actions.trials import start_trial

__all__ = [
    "add_lot",
    "add_spec",
    "close_packing",
    "drop_packing",
    "keep_still",
    "make_pallet",
    "open_packing",
    "pack_boxes",
    "publish_spec",
    "recall_boxes",
    "start_trial",
    "stop_packings",
    "stow",
    "take_off",
    "void_box",
]

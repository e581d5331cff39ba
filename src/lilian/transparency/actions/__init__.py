"""Writes of the transparency log."""

from lilian.transparency.actions.asking import ask, start_due
from lilian.transparency.actions.erasing import ERASED, erase
from lilian.transparency.actions.keys import KEY_SET
from lilian.transparency.actions.refusals import (
    AddressNotCalled,
    KeyNotOurs,
    KeyReadable,
    LogRewound,
    NoKeyHere,
    NoReason,
    NotAWitness,
    NothingNew,
    NothingPersonal,
    NotRewound,
    SameAddress,
    WitnessTaken,
    WordNotKnown,
)
from lilian.transparency.actions.rotating import begin_anew, has_key, is_rewound, rotate
from lilian.transparency.actions.sequencing import sequence
from lilian.transparency.actions.signing import sign, sign_if_due
from lilian.transparency.actions.witnessing import add_witness, end_witness, move_witness, take_cosignatures

__all__ = [
    "ERASED",
    "KEY_SET",
    "AddressNotCalled",
    "KeyNotOurs",
    "KeyReadable",
    "LogRewound",
    "NoKeyHere",
    "NoReason",
    "NotAWitness",
    "NotRewound",
    "NothingNew",
    "NothingPersonal",
    "SameAddress",
    "WitnessTaken",
    "WordNotKnown",
    "add_witness",
    "ask",
    "begin_anew",
    "end_witness",
    "erase",
    "has_key",
    "is_rewound",
    "move_witness",
    "rotate",
    "sequence",
    "sign",
    "sign_if_due",
    "start_due",
    "take_cosignatures",
]

"""A statement's inputs as bytes: canonical JSON, so that the same inputs have the same digest for ever."""

import hashlib

import msgspec

from lilian.settlement.values import Inputs

NOT_IN_1 = ("debt_due_fen", "penalty_fen", "compensation_fen")  # of `owed`: statements of the first rules have none


def packed(inputs: Inputs) -> bytes:
    """As the version of its rules writes them."""
    if inputs.rules > 1:
        return msgspec.json.encode(inputs, order="sorted")
    said = msgspec.to_builtins(inputs)
    for name in NOT_IN_1:
        said["owed"].pop(name, None)
    return msgspec.json.encode(said, order="sorted")


def unpacked(said: bytes | str) -> Inputs:
    return msgspec.json.decode(said, type=Inputs)


def digest(said: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(said).hexdigest()

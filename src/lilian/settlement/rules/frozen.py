"""A statement's inputs as bytes: canonical JSON, so that the same inputs have the same digest for ever."""

import hashlib

import msgspec

from lilian.settlement.values import Inputs


def packed(inputs: Inputs) -> bytes:
    return msgspec.json.encode(inputs, order="sorted")


def unpacked(said: bytes | str) -> Inputs:
    return msgspec.json.decode(said, type=Inputs)


def digest(said: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(said).hexdigest()

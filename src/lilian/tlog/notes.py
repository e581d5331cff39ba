"""Signed notes and their keys (C2SP signed-note), by Ed25519."""

import hashlib
import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519, COSIGNATURE = 1, 4  # types of signature: of a note, and of a witness over a checkpoint
DASH = "— "
MOST_SIGNATURES = 100
NAME = re.compile(r"[^\s+]+")
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


class NoteWrong(Exception):
    """It is not a note, or nobody one trusts has signed it."""


def plain_base64(text: str) -> bytes:
    """:raises NoteWrong: if it is not base64 as RFC 4648 §4 writes it"""
    try:
        data = b64decode(text, validate=True)
    except ValueError:
        raise NoteWrong(f"not base64: {text[:60]}") from None
    if b64encode(data).decode() != text:
        raise NoteWrong(f"not base64: {text[:60]}")
    return data


@dataclass(frozen=True)
class VerifierKey:
    """A public key under a name; `kind` is the type of its signatures."""

    name: str
    public: bytes
    kind: int = ED25519

    @cached_property
    def id(self) -> bytes:
        """Its first four bytes stand before each signature."""
        material = bytes([self.kind]) + self.public
        return hashlib.sha256(self.name.encode() + b"\n" + material).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{b64encode(bytes([self.kind]) + self.public).decode()}"

    @classmethod
    def parsed(cls, text: str) -> "VerifierKey":
        """:raises NoteWrong: if it is no verifier key of a type known here, or its id is another's"""
        name, _, rest = text.strip().partition("+")
        given, _, material = rest.partition("+")
        data = plain_base64(material)
        if not NAME.fullmatch(name) or len(data) != 33 or data[0] not in (ED25519, COSIGNATURE):
            raise NoteWrong("not a verifier key")
        key = cls(name, data[1:], data[0])
        if key.id.hex() != given:
            raise NoteWrong("the key's id is not its own")
        return key

    def signed(self, message: bytes, signature: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True)
class SigningKey:
    """A private key under a name, written as the Go note package writes it: `PRIVATE+KEY+name+id+base64`."""

    name: str
    seed: bytes
    kind: int = ED25519

    @cached_property
    def verifier(self) -> VerifierKey:
        return VerifierKey(self.name, self._private.public_key().public_bytes_raw(), self.kind)

    @property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    def __str__(self) -> str:
        return f"PRIVATE+KEY+{self.name}+{self.verifier.id.hex()}+{b64encode(bytes([self.kind]) + self.seed).decode()}"

    def __repr__(self) -> str:
        return f"SigningKey({self.name})"  # never the seed

    @classmethod
    def parsed(cls, text: str) -> "SigningKey":
        """:raises NoteWrong: if it is no signing key, or its id is another's"""
        head, _, rest = text.strip().partition("KEY+")
        name, given, material = (*rest.split("+", 2), "", "")[:3]
        data = plain_base64(material)
        if head != "PRIVATE+" or len(data) != 33 or not NAME.fullmatch(name):
            raise NoteWrong("not a signing key")
        key = cls(name, data[1:], data[0])
        if key.verifier.id.hex() != given:
            raise NoteWrong("the key's id is not its own")
        return key

    def over(self, message: bytes) -> bytes:
        return self._private.sign(message)

    def line(self, signature: bytes) -> str:
        """The signature as it stands below a note."""
        return signature_line(self.verifier, signature)


def signature_line(key: VerifierKey, signature: bytes) -> str:
    return f"{DASH}{key.name} {b64encode(key.id + signature).decode()}\n"


@dataclass(frozen=True)
class Signature:
    name: str
    key_id: bytes
    signature: bytes

    def of(self, key: VerifierKey) -> bool:
        return (self.name, self.key_id) == (key.name, key.id)


@dataclass(frozen=True)
class Note:
    """`text` ends in a newline; the signatures are not checked yet."""

    text: str
    signatures: tuple[Signature, ...]

    @classmethod
    def parsed(cls, note: str | bytes) -> "Note":
        """:raises NoteWrong: if it is not one"""
        try:
            whole = note if isinstance(note, str) else note.decode()
        except UnicodeDecodeError:
            raise NoteWrong("not UTF-8") from None
        text, blank, lines = whole.rpartition("\n\n")
        if not blank or not text or not lines.endswith("\n") or CONTROL.search(whole):
            raise NoteWrong("not a signed note")
        found = lines[:-1].split("\n")
        if len(found) > MOST_SIGNATURES:
            raise NoteWrong("too many signatures")
        return cls(text + "\n", tuple(_signature(line) for line in found))

    def signed_by(
        self, keys: Collection[VerifierKey], check: Callable[["Note", VerifierKey, bytes], bool]
    ) -> list[VerifierKey]:
        """The keys that signed it, by `check(note, key, signature)`; signatures of unknown keys are passed over.

        :raises NoteWrong: if a signature of one of these keys does not hold
        """
        held = []
        for key in keys:
            for one in self.signatures:
                if one.of(key):
                    if not check(self, key, one.signature):
                        raise NoteWrong(f"the signature of {key.name} does not hold")
                    held.append(key)
        return held


def _signature(line: str) -> Signature:
    name, _, data = line.removeprefix(DASH).partition(" ")
    if not line.startswith(DASH) or not NAME.fullmatch(name):
        raise NoteWrong("not a signature line")
    raw = plain_base64(data)
    if len(raw) <= 4:
        raise NoteWrong("no signature in the line")
    return Signature(name, raw[:4], raw[4:])


def signed(text: str, *keys: SigningKey) -> str:
    """The note of this text, which ends in a newline, with a signature of each key."""
    return text + "\n" + "".join(key.line(key.over(text.encode())) for key in keys)


def holds(note: Note, key: VerifierKey, signature: bytes) -> bool:
    """An Ed25519 signature over the note's text."""
    return key.kind == ED25519 and key.signed(note.text.encode(), signature)


def opened(note: str | bytes, keys: Collection[VerifierKey]) -> Note:
    """The note, signed by at least one of these keys.

    :raises NoteWrong: if it is not, or if a signature of one of them does not hold
    """
    found = Note.parsed(note)
    if not found.signed_by([key for key in keys if key.kind == ED25519], holds):
        raise NoteWrong("no key that is trusted has signed it")
    return found

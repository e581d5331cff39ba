#!/usr/bin/env python3
"""Check a transparency log without trusting who runs it. One file; needs Python 3.9 and the package cryptography.

  lilian-verify record RECORD PROOF --key VKEY   a record, offline: its file and its .tlog-proof
  lilian-verify log FOLDER LOG --key VKEY        every checkpoint saved in FOLDER against LOG: https://… or a folder
  --witness VKEY [--need N]                      N of these witnesses must have cosigned (all, unless said)

Verifier keys come from somewhere else than the log: a printed leaflet, the county's site, a neighbour.
Formats: RFC 6962, C2SP signed-note, tlog-checkpoint, tlog-tiles, tlog-proof, tlog-cosignature (Ed25519).
"""

import argparse
import hashlib
import json
import sys
import urllib.error
import urllib.request
from base64 import b64decode
from datetime import datetime, timezone
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def must(fact, text):
    if not fact:
        raise ValueError(text)


def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def parse_key(text):
    """(name, id, type, public key) of a verifier key."""
    name, _, rest = text.strip().partition("+")
    given, _, data = rest.partition("+")
    raw = b64decode(data, validate=True)
    must(name and raw[:1] in (b"\x01", b"\x04") and len(raw) == 33, "not a verifier key: " + text)
    key_id = hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4]
    must(key_id.hex() == given, "the key's id is not its own: " + text)
    return name, key_id, raw[0], raw[1:]


def parse_note(note):
    text, _, lines = note.rpartition("\n\n")
    must(text and all(line.startswith("— ") for line in lines.splitlines()), "not a signed note")
    parts = [line[2:].partition(" ") for line in lines.splitlines()]
    raws = [(name, b64decode(data, validate=True)) for name, _, data in parts]
    return text + "\n", [(name, raw[:4], raw[4:]) for name, raw in raws]


def signed_at(text, key, signature):
    name, _, kind, public = key
    must(len(signature) == (72 if kind == 4 else 64), f"no signature of {name}")
    at = int.from_bytes(signature[:8], "big") if kind == 4 else None
    message = text if at is None else f"cosignature/v1\ntime {at}\n{text}"
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature[-64:], message.encode())
    except InvalidSignature:
        raise ValueError(f"the signature of {name} does not hold") from None
    return at


def open_checkpoint(note, keys, witnesses, need):
    """(origin, size, root) of a checkpoint signed by one of these keys and cosigned by so many witnesses."""
    text, signatures = parse_note(note)
    given = {(name, key_id): signature for name, key_id, signature in signatures}
    held = {key: signed_at(text, key, given[key[:2]]) for key in (*keys, *witnesses) if key[:2] in given}
    origin, size, root = [*text.split("\n"), "", ""][:3]
    must(origin in [key[0] for key in keys if key in held and key[2] == 1], f"no key you trust signed for {origin}")
    seen = {key: held[key] for key in witnesses if key in held and key[2] == 4}
    must(len(seen) >= need, f"{len(seen)} of your witnesses have cosigned, {need} must")
    for (name, *_), at in seen.items():
        print(f"  cosigned by {name}, {datetime.fromtimestamp(at, timezone.utc):%Y-%m-%d %H:%M} UTC")
    must(size.isascii() and size.isdigit() and len(b64decode(root, validate=True)) == 32, "not a checkpoint")
    return origin, int(size), b64decode(root)


def check_inclusion(index, size, leaf, path, root):
    inner = (index ^ (size - 1)).bit_length()
    must(index < size and len(path) == inner + bin(index >> inner).count("1"), "the proof is of another entry")
    for level, other in enumerate(path):
        leaf = node(other, leaf) if level >= inner or index >> level & 1 else node(leaf, other)
    must(leaf == root, "the entry is not in the log")


def check_record(record, proof, keys, witnesses, need):
    """A record and its proof file, whose extra line holds the entry and the salt."""
    head, _, checkpoint = proof.partition("\n\n")
    first, extra, index, *path = head.split("\n")
    must(first == "c2sp.org/tlog-proof@v1" and extra.startswith("extra "), "not a proof of a record")
    said = json.loads(b64decode(extra[6:], validate=True))
    entry = said["entry"].encode()
    body = hashlib.sha256(bytes.fromhex(said["salt"]) + record).hexdigest()
    must(json.loads(entry)["body"] == body, "the record is not the one that was logged: it was changed")
    origin, size, root = open_checkpoint(checkpoint, keys, witnesses, need)
    number, leaf = int(index.removeprefix("index ")), hashlib.sha256(b"\0" + entry).digest()
    check_inclusion(number, size, leaf, [b64decode(line) for line in path], root)
    print(f"genuine: entry {number} of {size} in {origin}, logged {json.loads(entry)['at']}")


def fetch(log, path):
    """Of an address or of a folder; None where it is not there."""
    if not log.startswith(("https://", "http://")):
        return Path(log, path).read_bytes() if Path(log, path).is_file() else None
    try:
        with urllib.request.urlopen(log.rstrip("/") + "/" + path, timeout=30) as answer:
            return answer.read(1 << 20)
    except urllib.error.HTTPError as fault:
        must(fault.code == 404, f"{path}: {fault}")
        return None


class Tiles:
    """Hashes of ranges of a log of `size` entries, out of its tiles (C2SP tlog-tiles)."""

    def __init__(self, log, size):
        self.log, self.size, self.kept = log, size, {}

    def tile(self, level, number):
        if (level, number) not in self.kept:
            width = min(256, (self.size >> 8 * level) - 256 * number)
            groups = f"{number:,}".split(",")
            path = f"tile/{level}/" + "".join(f"x{one:0>3}/" for one in groups[:-1]) + groups[-1].zfill(3)
            found = fetch(self.log, path if width == 256 else f"{path}.p/{width}") or fetch(self.log, path)
            must(found and len(found) >= 32 * width, f"{path} is missing")
            self.kept[level, number] = found
        return self.kept[level, number]

    def range(self, low, high):
        width = high - low
        if width & (width - 1):
            middle = low + (1 << (width - 1).bit_length() - 1)
            return node(self.range(low, middle), self.range(middle, high))
        level, inner = divmod(width.bit_length() - 1, 8)
        first = low >> 8 * level
        data = self.tile(level, first // 256)[first % 256 * 32 : (first % 256 + (1 << inner)) * 32]
        row = [data[place : place + 32] for place in range(0, len(data), 32)]
        while len(row) > 1:
            row = [node(row[place], row[place + 1]) for place in range(0, len(row), 2)]
        return row[0]

    def both(self, low, high, old):
        """The root over low..high, and that of its first leaves up to `old`: both out of the same hashes."""
        if old == high:
            whole = self.range(low, high)
            return whole, whole
        middle = low + (1 << (high - low - 1).bit_length() - 1)
        if old <= middle:
            left, before = self.both(low, middle, old)
            return node(left, self.range(middle, high)), before
        left = self.range(low, middle)
        right, before = self.both(middle, high, old)
        return node(left, right), node(left, before)


def check_log(folder, log, keys, witnesses, need):
    """Every checkpoint in the folder is the beginning of the log as it stands."""
    note = fetch(log, "checkpoint")
    must(note, "the log shows no checkpoint")
    origin, size, root = open_checkpoint(note.decode(), keys, witnesses, need)
    tiles, files = Tiles(log, size), sorted(Path(folder).glob("*.txt"))
    must(files, f"no checkpoint (*.txt) in {folder}")
    for path in files:
        name, old, before = open_checkpoint(path.read_text(encoding="utf-8"), keys, [], 0)
        must(name == origin, f"{path.name}: a checkpoint of {name}, the log is now {origin}")
        must(old <= size, f"{path.name}: it had {old} entries, now it shows {size}: entries were taken away")
        must(old > 0 and tiles.both(0, size, old) == (root, before), f"{path.name}: the log was rewritten since")
    print(f"consistent: {len(files)} checkpoints are beginnings of the {size} entries of {origin}")


def main(said=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["record", "log"])
    parser.add_argument("paths", nargs=2)
    for name in ("--key", "--witness"):
        parser.add_argument(name, action="append", default=[])
    parser.add_argument("--need", type=int)
    args = parser.parse_args(said)
    try:
        keys, witnesses = [parse_key(text) for text in args.key], [parse_key(text) for text in args.witness]
        trust = (keys, witnesses, len(witnesses) if args.need is None else args.need)
        if args.what == "log":
            check_log(*args.paths, *trust)
        else:
            record, proof = (Path(path).read_bytes() for path in args.paths)
            check_record(record, proof.decode(), *trust)
    except (OSError, ValueError, KeyError, TypeError) as fault:
        print(f"对不上！NOT genuine: {fault}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Guo's pears with a log over them: acts to log, a witness, and what somebody outside keeps."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from lilian.base.actors import Actor, Duty
from lilian.base.policy import Role
from lilian.tlog import checkpoints, cosignatures, merkle
from lilian.tlog.notes import COSIGNATURE, Note, SigningKey, VerifierKey
from lilian.transparency import actions, queries
from lilian.transparency.queries import tree
from tests.stock import goods

NOW = datetime(2026, 9, 18, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)
BUREAU = SigningKey("bureau.example/witness", b"b" * 32, COSIGNATURE)


@dataclass
class County:
    goods: goods.Goods
    acts: int = 0

    @property
    def lin(self) -> Actor:
        return Actor(name="Lin", duties=(Duty(Role.OFFICE, self.goods.coop.pk, frozenset({self.goods.coop.pk})),))

    @property
    def mei(self) -> Actor:
        return Actor(name="Mei", duties=(Duty(Role.GROWER, self.goods.coop.pk, frozenset({self.goods.coop.pk})),))

    def receives(self, loads: int = 1) -> list[int]:
        """So many loads; the lots they made."""
        first, self.acts = self.acts, self.acts + loads
        return [goods.received(self.goods, key=f"load {number}") for number in range(first, first + loads)]

    def signs(self, now: datetime = NOW) -> int:
        return actions.sign(actor=self.lin, now=now)

    def keys(self) -> list[VerifierKey]:
        return [VerifierKey.parsed(key.vkey) for key in queries.log_keys()]

    def note(self) -> str:
        point = queries.latest()
        assert point is not None
        return queries.full_note(point)

    def witnessed(self) -> None:
        """The bureau is a witness and has cosigned the newest checkpoint."""
        if not queries.witnesses():
            actions.add_witness(actor=self.lin, name="农业农村局", vkey=str(BUREAU.verifier), now=NOW)
        note = self.note()
        actions.take_cosignatures(note=note + cosignatures.cosigned(note, BUREAU, at=NOW), now=NOW)


def the_county() -> County:
    return County(goods.the_goods())


def continues(older: str, newer: str, keys: list[VerifierKey]) -> None:
    """What a witness asks of two checkpoints, with a proof out of the log as it stands now.

    :raises merkle.ProofWrong: unless the newer tree begins with all of the older
    """
    one, two = checkpoints.opened(older, keys), checkpoints.opened(newer, keys)
    proof = merkle.consistency_proof(one.size, two.size, tree.ranges(two.size)) if one.size <= two.size else []
    merkle.check_consistency(one.size, one.root, two.size, two.root, proof)


def signatures(note: str) -> list[str]:
    return [one.name for one in Note.parsed(note).signatures]

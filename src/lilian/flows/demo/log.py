"""The demo county's transparency log: signed over all the county has, cosigned by a bureau that is made up too."""

from datetime import datetime
from hashlib import sha256

from lilian.base.actors import system
from lilian.flows.demo.accounts import AUTHOR
from lilian.tlog import witnessing
from lilian.tlog.notes import COSIGNATURE, SigningKey
from lilian.transparency import actions, queries

BUREAU = SigningKey("witness.demo.example", sha256(b"demo").digest(), COSIGNATURE)  # everybody may know it: a demo


def sign_log(*, now: datetime) -> bool:
    """A checkpoint and the bureau's word over it, where there is none yet. Never inside a transaction."""
    if queries.latest() is not None:
        return False
    actor = system(AUTHOR)
    actions.sign(actor=actor, now=now)
    actions.add_witness(actor=actor, name="演示县农业农村局", vkey=str(BUREAU.verifier), now=now)
    point = queries.latest()
    if point is not None:
        actions.take_cosignatures(note=witnessing.cosigned(point.note, BUREAU, at=now), now=now)
    return True

"""The demo's crates: the first co-operative lends them to its growers; a few bins have numbers."""

from datetime import date, datetime, timedelta
from random import Random

from lilian.base.actors import Actor
from lilian.crates import actions
from lilian.crates.values import CrateDraft, Holder, MoveDraft, MoveKind
from lilian.members import queries as register

OWNER = "C001"
BOUGHT, HOUSEHOLDS, BINS = 1_200, 24, 12


def load_crates(actor: Actor, random: Random, day: date, now: datetime) -> None:
    """A kind of crate at the first co-operative, handed out to its households, some brought back; numbered bins."""
    owner = register.organisations(actor).get(code=OWNER)
    draft = CrateDraft("ZX25", "塑料周转箱（25 公斤）", owner.pk, 1_800, 1_500)
    crate = actions.add_crate(actor=actor, draft=draft, now=now)
    bin_kind = CrateDraft("DX", "大木箱（350 公斤）", owner.pk, 42_000, 10_000)
    bins = actions.add_crate(actor=actor, draft=bin_kind, now=now)
    codes = [f"DX{number:03d}" for number in range(1, BINS + 1)]
    actions.add_bins(actor=actor, crate_id=bins, codes=codes, now=now)
    first = day - timedelta(days=20)
    moves = [MoveDraft(MoveKind.BUY, crate, BOUGHT, first), MoveDraft(MoveKind.BUY, bins, BINS, first)]
    homes = register.households(actor).filter(organisation=owner).order_by("code")[:HOUSEHOLDS]
    for home in homes:
        out, holder = random.randrange(10, 45, 5), Holder(owner.pk, home.pk)
        on = first + timedelta(days=random.randrange(1, 12))
        moves.append(MoveDraft(MoveKind.HAND_OUT, crate, out, on, holder))
        if random.random() < 1 / 3:
            back = MoveDraft(MoveKind.TAKE_BACK, crate, out // 2, on + timedelta(days=5), holder)
            moves.append(back)
    for number, move in enumerate(moves):
        actions.move(actor=actor, draft=move, client_key=f"demo crates {number}", now=now)

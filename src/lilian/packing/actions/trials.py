"""A shift is played in the background; nothing is packed and nothing changes."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lilian.base import audit, jobs
from lilian.base.actors import Actor
from lilian.base.jobs import Run
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid
from lilian.packing import planner, queries
from lilian.packing.values import SpecFigures, TrialDraft

KIND = "packing.try_ways"
PLAYING = gettext_noop("正在一箱一箱试，已用 {seconds} 秒，一般一两分钟")
FEWEST_FRUIT, MOST_FRUIT = 30, 2_000
MOST_IN_A_BOX = 16
NEAR = 20  # per cent that a box of average fruit may be off its label


class TooFewFruit(Invalid):
    code = "packing.too_few_fruit"
    sentence = gettext_noop("只有 {given} 个果的重量，至少要 {fewest} 个才试得出来。")


class TooManyInABox(Invalid):
    code = "packing.too_many_in_a_box"
    sentence = gettext_noop("这种规格一箱 {given} 个果，最多试 {most} 个一箱的。")
    remedy = gettext_noop("请选别的规格。")


class FruitDoesNotFit(Invalid):
    code = "packing.fruit_does_not_fit"
    sentence = gettext_noop("这些果平均 {mean} 克，装不成 {label} 克、{count} 个的箱。")
    remedy = gettext_noop("请选别的规格或别的果。")


@transaction.atomic
def start_trial(*, actor: Actor, draft: TrialDraft, now: datetime, client_key: str) -> int:
    """Have a shift played; return the job. The same client key again gives the same.

    :raises TooFewFruit, TooManyInABox, FruitDoesNotFit: if there is nothing to play
    """
    card = queries.spec(actor, draft.spec_id, timezone.localdate(now))
    _check(card.figures, draft.fruit_g)
    arguments = asdict(draft) | {"figures": asdict(card.figures), "spec": card.name}
    job = jobs.start(actor=actor, kind=KIND, arguments=arguments, key=f"{KIND}:{client_key}"[:120], now=now)
    data = {"spec": card.code, "fruit": len(draft.fruit_g), "source": draft.source}
    audit.record(actor=actor, event="packing.trial_started", subject=job, at=now, data=data)
    return job.pk


def _check(figures: SpecFigures, fruit_g: tuple[int, ...]) -> None:
    if not FEWEST_FRUIT <= len(fruit_g) <= MOST_FRUIT:
        raise TooFewFruit(given=len(fruit_g), fewest=FEWEST_FRUIT)
    if figures.most_count > MOST_IN_A_BOX:
        raise TooManyInABox(given=figures.most_count, most=MOST_IN_A_BOX)
    total, number = sum(fruit_g), len(fruit_g)
    label = 100 * figures.label_g * number
    lightest, heaviest = figures.least_count * total, figures.most_count * total
    if not (100 - NEAR) * lightest <= label <= (100 + NEAR) * heaviest:
        count = str(figures.usual_pieces or f"{figures.least_count}–{figures.most_count}")
        raise FruitDoesNotFit(mean=total // number, label=figures.label_g, count=count)


@jobs.handler(KIND)
def play(run: Run) -> None:
    """The reports of the three ways become the job's result."""
    said = run.arguments
    seed = sum(said["fruit_g"])  # the same fruit plays the same shift
    made = planner.game(SpecFigures(**said["figures"]), said["fruit_g"], seed)
    with jobs.Telling(run, PLAYING) as telling:
        reports = planner.played(made, lambda done: telling(done, 3, PLAYING))
    run.result = {"reports": [asdict(report) for report in reports]}
    with run.finishing():
        pass

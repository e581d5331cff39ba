"""A shift played: the same fruit three ways, and what cannot be played is told."""

import pytest

from lilian.base.models import Job
from lilian.kernel.refusal import NotAllowed, NotFound
from lilian.packing import actions, planner, queries
from lilian.packing.actions.trials import KIND, FruitDoesNotFit, TooFewFruit
from lilian.packing.values import TrialDraft, Way
from lilian.planning.packing.fruit import Stream
from tests.again import again
from tests.packing.boxing import FIGURES, Boxing, the_boxing
from tests.stock.goods import NOW
from tests.storage.stores import work_off

FRUIT = tuple(Stream(253, 25).fruit(200, seed=1).tolist())


@pytest.fixture
def boxing(db: None) -> Boxing:
    return again(the_boxing)


@pytest.fixture(autouse=True)
def short_shift(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planner, "BOXES", 12)
    monkeypatch.setattr(planner, "LEARNED", 4)


def started(boxing: Boxing, fruit: tuple[int, ...] = FRUIT, key: str = "k") -> int:
    draft = TrialDraft(boxing.spec, fruit, "FX000001")
    return actions.start_trial(actor=boxing.packer, draft=draft, now=NOW, client_key=key)


def test_the_same_fruit_plays_the_same_shift_and_choosing_gives_less_away() -> None:
    first, second = (planner.played(planner.game(FIGURES, FRUIT, 7), lambda _done: None) for _ in range(2))
    assert first == second
    by_way = {one.way: one for one in first}
    assert by_way[Way.EXACT].give_away_a_box_mg < by_way[Way.PRACTICE].give_away_a_box_mg
    assert [one.way for one in first] == [Way.PRACTICE, Way.EXACT, Way.OURS]


def test_no_fruit_is_packed_that_was_not_weighed() -> None:
    made = planner.game(FIGURES, FRUIT, 7)
    assert set(made.past.tolist()) | set(made.shift.tolist()) <= set(FRUIT)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)  # its news are written on a connection of their own
def test_a_trial_is_played_by_the_worker_and_kept_with_its_job(boxing: Boxing) -> None:
    pk = started(boxing)
    assert started(boxing) == pk
    work_off()
    found = queries.trial(boxing.goods.actor(), pk, KIND)
    assert (found.spec, found.fruit_g, len(found.reports)) == ("礼盒 10 粒装", FRUIT, 3)
    assert all(one.boxes for one in found.reports)


def test_what_makes_no_box_is_refused(boxing: Boxing) -> None:
    with pytest.raises(TooFewFruit):
        started(boxing, FRUIT[:29])
    with pytest.raises(FruitDoesNotFit) as refused:
        started(boxing, tuple(each // 2 for each in FRUIT))
    assert "装不成 2500 克、10 个的箱" in str(refused.value)
    assert not Job.objects.exists()


def test_others_do_not_see_whose_fruit_was_tried(boxing: Boxing) -> None:
    pk = started(boxing)
    with pytest.raises(NotFound):
        queries.trial(boxing.packer, pk, KIND)  # nobody signed in asked for it, and a packer watches over no jobs
    with pytest.raises(NotAllowed):
        queries.trial(boxing.goods.actor().__class__(name="外人"), pk, KIND)

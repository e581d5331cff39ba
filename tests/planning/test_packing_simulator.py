"""A line's shift: nothing is lost, the same seed gives the same shift, and looking ahead gives less away."""

from dataclasses import replace

import numpy as np
import pytest

from lilian.planning.packing import FORBIDDEN, BadProblem, PackSpec, faults, practice, solve
from lilian.planning.packing.fruit import Stream
from lilian.planning.packing.lanes import Lanes, lanes_of, outlook_of
from lilian.planning.packing.learning import ours
from lilian.planning.packing.prices import Advance, LookAhead, Prices, myopic, outlook
from lilian.planning.packing.shifts import line_of, main
from lilian.planning.packing.shortage import allowed_shortage_g
from lilian.planning.packing.simulator import Line, simulate, together
from tests.planning.instances import packing_county

TRAY = PackSpec(1500, 6, 6)
LINE = Line(TRAY, heads=12)
CLOSING = Prices(250, 30)
OURS = LookAhead(Prices(250, 100, 100))


def fruit(count=1500, seed=0, **changes):
    return Stream(**changes).fruit(count, seed)


@pytest.mark.parametrize("policy", [practice, myopic, OURS])
def test_every_gram_that_came_is_in_a_box_diverted_or_still_there(policy):
    grams, kept = fruit(), []

    def watched(problem):
        plan = policy(problem)
        kept.append((int(problem.weight_g[plan.box == -2].sum()), problem, plan))
        return plan

    report = simulate(LINE, grams, watched)
    _, problem, plan = kept[-1]
    still = int(problem.weight_g[plan.box == -1].sum())
    came = report.packed + report.diverted + int((plan.box == -1).sum())
    assert sum(diverted for diverted, _, _ in kept) + still + report.boxes * 1500 + report.give_away_g == sum(
        grams[:came].tolist()
    )
    assert report.packed == 6 * report.boxes


@pytest.mark.parametrize("policy", [practice, myopic, OURS])
def test_every_decision_has_no_faults(policy):
    def watched(problem):
        plan = policy(problem)
        assert [fault for fault in faults(problem, plan) if "cost" not in fault] == []
        assert problem.waited.max() <= LINE.oldest
        return plan

    report = simulate(replace(LINE, heads=9, oldest=5), fruit(300), watched)
    assert report.boxes > 20
    assert max(report.waited) <= 5


def test_the_same_seed_gives_the_same_shift():
    first, second = (simulate(LINE, fruit(seed=3), OURS) for _ in range(2))
    assert replace(first, seconds=0) == replace(second, seconds=0)


def test_another_seed_gives_other_fruit():
    assert fruit(seed=1).tolist() != fruit(seed=2).tolist()


def test_choosing_gives_less_away_than_practice_and_looking_ahead_less_than_choosing():
    line = Line(PackSpec(1500, 5, 7))
    today, exact, looking = (simulate(line, fruit(2000), policy) for policy in (practice, myopic, LookAhead(CLOSING)))
    assert looking.give_away_a_box_g < 0.8 * exact.give_away_a_box_g < 0.1 * today.give_away_a_box_g
    assert looking.diverted == exact.diverted == 0


def test_a_box_that_gives_too_much_away_waits_for_lighter_fruit():
    closing, waiting = (
        simulate(LINE, fruit(mean_g=251.0), LookAhead(replace(CLOSING, divert_g=limit))) for limit in (None, 20)
    )
    assert waiting.give_away_a_box_g < closing.give_away_a_box_g
    assert waiting.diverted > closing.diverted


@pytest.mark.slow
def test_learned_prices_give_no_more_away_and_divert_no_more_where_they_were_learned():
    line, grams = replace(LINE, heads=9), fruit(1200)
    exact = simulate(line, grams, myopic)
    on, policy = ours(line, grams)
    looking = simulate(on, grams, policy)
    assert looking.give_away_a_box_g < exact.give_away_a_box_g
    assert looking.diverted_share <= exact.diverted_share


def test_a_second_box_filled_in_advance_gives_less_away_and_diverts_less():
    ahead = Prices(250, 100, advance=Advance(least=5, most=6, reach_g=15))
    line, grams = Line(PackSpec(2500, 10, 10), heads=14), fruit(4000, seed=1)
    exact, looking = simulate(line, grams, myopic), simulate(ahead.line(line), grams, LookAhead(ahead))
    assert looking.give_away_g < 0.8 * exact.give_away_g
    assert looking.diverted <= exact.diverted


def test_a_box_filled_in_advance_is_left_neither_too_heavy_nor_too_light():
    ahead, filled = Prices(250, 0, advance=Advance(least=5, most=5, reach_g=8)), []
    for seed in range(6):
        problem = packing_county(seed, heads=14)
        half = {"held_count": [5, 0], "held_g": [1240, 0], "outlook_mg": outlook(problem.spec, 250, ahead.advance)}
        plan = solve(ahead.priced(replace(problem, weight_g=problem.weight_g + 8, **half)))
        inside = problem.weight_g[plan.box == 1] + 8
        assert plan.closed.tolist() == [1, 0]
        assert len(inside) in (0, 5)
        assert len(inside) == 0 or abs(int(inside.sum()) - 1250) <= 40
        filled.append(len(inside) > 0)
    assert any(filled)


@pytest.mark.slow
def test_lanes_with_an_outlook_give_away_half_of_what_practice_gives_in_the_first_hundred_boxes():
    spec = PackSpec(2500, 9, 11)
    line, grams, policy = lanes_of(spec, boxes=8), fruit(1000), Lanes(outlook_of(spec, fruit(seed=1), waiting_mg=1000))
    today, looking = (simulate(line, grams, each) for each in (practice, policy))
    assert looking.give_away_a_box_g < 0.5 * today.give_away_a_box_g
    assert looking.diverted == today.diverted == 0


def test_learned_lanes_give_no_more_away_than_a_guess():
    spec, grams = PackSpec(500, 2, 3), fruit(150)
    line, guess = lanes_of(spec, boxes=3), Lanes(outlook_of(spec, grams, waiting_mg=1000))
    on, policy = ours(line, grams)
    assert simulate(on, grams, policy).give_away_g <= simulate(line, grams, guess).give_away_g


def test_the_outlook_of_a_box_is_its_price_of_stopping():
    spec, kinds = PackSpec(500, 2, 2), np.array([240, 250, 260, 270])
    price = outlook_of(spec, kinds, waiting_mg=2500)
    # One fruit of 250 g is missing: the first of 250, 260 and 270 g is taken, since refusing costs (V - 0) / 4 = 2.5 g.
    assert price[1, 250] == 10_000
    assert price[1, 251] == 19_000
    assert price[1, 300] == FORBIDDEN


def test_a_shortage_is_used_only_as_far_as_the_batch_is_above_its_labels():
    line = replace(LINE, spec=replace(TRAY, shortage_g=allowed_shortage_g(1500)))
    report = simulate(line, fruit(), myopic)
    assert report.short > 0
    assert report.give_away_g >= 0


def test_several_fruit_on_a_head_are_counted():
    report = simulate(Line(PackSpec(3000, 12, 12), heads=10, pieces=2), fruit(), myopic)
    assert (report.packed, report.packed % 12) == (12 * report.boxes, 0)


def test_two_boxes_open_at_once_are_both_filled():
    report = simulate(replace(LINE, heads=16, boxes=2), fruit(), myopic)
    assert report.boxes > 200
    assert report.decisions < report.boxes


def test_shifts_and_lines_add_up():
    parts = [simulate(LINE, fruit(400, seed), myopic, name="1", shift=str(seed)) for seed in range(3)]
    whole = together(parts, line="1")
    assert (whole.boxes, whole.packed) == (sum(part.boxes for part in parts), sum(part.packed for part in parts))
    assert whole.give_away_share == pytest.approx(whole.give_away_g / (1500 * whole.boxes))
    assert whole.waited_at(1.0) == max(max(part.waited) for part in parts)


@pytest.mark.parametrize("shape", ["normal", "lognormal"])
def test_generated_fruit_has_the_mean_and_spread_asked_for(shape):
    grams = fruit(40_000, shape=shape)
    assert (round(grams.mean()), round(grams.std())) == (250, 25)


def test_a_grade_band_leaves_the_rest_out():
    grams = fruit(5000, sd_g=60, least_g=200, most_g=299)
    assert (grams.min(), grams.max(), len(grams)) == (200, 299, 5000)


@pytest.mark.parametrize("values", [{"sd_g": 0}, {"mean_g": 40}, {"mean_g": 2000}])
def test_a_stream_that_makes_no_sense_is_refused(values):
    with pytest.raises(BadProblem):
        Stream(**values)


@pytest.mark.parametrize(
    ("label_g", "shortage_g"),
    [(50, 4), (100, 4), (150, 6), (250, 9), (500, 15), (1000, 15), (2500, 37), (5000, 75), (12_000, 150), (60_000, 0)],
)
def test_the_law_s_table_of_shortages(label_g, shortage_g):
    assert allowed_shortage_g(label_g) == shortage_g


def test_too_little_fruit_makes_no_shift():
    assert simulate(LINE, np.full(20, 250), myopic).boxes == 0


def test_a_pack_is_read_from_its_short_form():
    assert line_of("1500/5-7").spec == PackSpec(1500, 5, 7)
    assert line_of("5000/20x2", heads=12) == Line(PackSpec(5000, 20, 20), heads=12, pieces=2)
    assert line_of("2500/9-11@8") == lanes_of(PackSpec(2500, 9, 11), boxes=8)
    assert line_of("2500/10", shortage=True).spec.shortage_g == 37


def test_the_command_reports_every_line_and_shift(capsys):
    assert main(["500/2", "--heads", "6", "--lines", "2", "--boxes", "60", "--learn", "60"]) == 0
    lines = [line.split()[:3] for line in capsys.readouterr().out.splitlines()[1:]]
    assert lines == [
        [policy, *place]
        for policy in ("practice", "exact", "ours")
        for place in (["1", "1"], ["1", "2"], ["2", "1"], ["2", "2"], ["all", "all"])
    ]


def test_the_command_refuses_what_is_no_pack(capsys):
    assert main(["five"]) == 2
    assert "five" in capsys.readouterr().err

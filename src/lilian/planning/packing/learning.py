"""Prices learned from fruit weighed before: a shift simulated with each, none diverts more than the exact choice."""

from dataclasses import replace
from math import sqrt

from lilian.planning.packing.lanes import Lanes, outlook_of
from lilian.planning.packing.prices import Advance, LookAhead, Prices, myopic
from lilian.planning.packing.problem import Ints
from lilian.planning.packing.simulator import Line, Policy, Report, simulate

SPREADS_UG = (30, 100)
REACH = 0.6  # standard deviations of what a head holds
MARGIN = 0.92  # of the share that the exact choice diverts: the fruit of another shift differs
REFUSALS_MG = (400, 700, 1000, 1500, 2200, 3300)
LANES_FRUIT = 2000  # a decision a fruit
DIVERTS = (0.8, 0.65, 0.55, 0.45, 0.38, 0.32, 0.26, 0.2)  # standard deviations of a fruit, times the fruit of a box


def ours(line: Line, fruit: Ints) -> tuple[Line, Policy]:
    """Our policy for a line, learned from fruit (n,) in grams, and the line with the boxes that it uses."""
    if line.partly:
        return line, learned_lanes(line, fruit)
    prices = learned(line, fruit)
    return prices.line(line), LookAhead(prices)


def learned_lanes(line: Line, fruit: Ints) -> Lanes:
    """Least given away on this fruit, the price of refusing a fruit tried out."""
    policies = [Lanes(outlook_of(line.spec, fruit, waiting_mg)) for waiting_mg in REFUSALS_MG]
    return min(policies, key=lambda policy: simulate(line, fruit[:LANES_FRUIT], policy).give_away_a_box_g)


def learned(line: Line, fruit: Ints) -> Prices:
    """Least given away on this fruit (n,), in grams, without diverting a larger share than the exact choice box by box.
    The fruit of 1000 boxes tells something, that of 3000 enough."""
    exact = simulate(line, fruit, myopic)
    best, chosen = exact, Prices(round(fruit.mean()), 0)
    for prices in candidates(line, fruit):
        report = by(prices, line, fruit)
        if report.diverted_share <= exact.diverted_share and report.give_away_a_box_g < best.give_away_a_box_g:
            best, chosen = report, prices
    for share in DIVERTS if exact.diverted else ():
        prices = replace(chosen, divert_g=round(share * float(fruit.std()) * line.spec.most_count))
        report = by(prices, line, fruit)
        if report.diverted_share > MARGIN * exact.diverted_share:
            break
        if report.give_away_a_box_g < best.give_away_a_box_g:
            best, chosen = report, prices
    return chosen


def candidates(line: Line, fruit: Ints) -> list[Prices]:
    """One box at a time; and a second one filled by half in advance, where the count is fixed and the heads do not fill
    two boxes at once."""
    alone = [Prices(round(fruit.mean()), spread_ug) for spread_ug in SPREADS_UG]
    if line.spec.least_count < line.spec.most_count or 2 * line.spec.most_count <= line.heads * line.pieces:
        return alone
    half = -(-line.spec.most_count // (2 * line.pieces)) * line.pieces
    reach_g = round(REACH * float(fruit.std()) / sqrt(line.pieces))
    return [*alone, replace(alone[-1], advance=Advance(half, half + line.pieces, reach_g))]


def by(prices: Prices, line: Line, fruit: Ints) -> Report:
    return simulate(prices.line(line), fruit, LookAhead(prices))

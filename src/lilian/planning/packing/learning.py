"""Prices learned from fruit weighed before: a shift simulated with each, none diverts more than the exact choice."""

from dataclasses import replace

from lilian.planning.packing.prices import LookAhead, Prices, myopic
from lilian.planning.packing.problem import Ints
from lilian.planning.packing.simulator import Line, simulate

SPREADS_UG = (30, 100, 300)
DIVERTS = (1.0, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2)  # in standard deviations of a fruit times the fruit of a box


def learned(line: Line, fruit: Ints) -> Prices:
    """Least given away on this fruit (n,), in grams, without diverting a larger share than the exact choice box by box.
    The fruit of 1000 boxes tells something, that of 3000 enough."""
    exact = simulate(line, fruit, myopic)
    best, chosen = exact.give_away_a_box_g, Prices(round(fruit.mean()), 0)
    for spread_ug in SPREADS_UG:
        prices = Prices(chosen.mean_g, spread_ug)
        report = simulate(line, fruit, LookAhead(prices))
        if report.give_away_a_box_g < best and report.diverted_share <= exact.diverted_share:
            best, chosen = report.give_away_a_box_g, prices
    for share in DIVERTS if exact.diverted else ():
        prices = replace(chosen, divert_g=round(share * float(fruit.std()) * line.spec.most_count))
        report = simulate(line, fruit, LookAhead(prices))
        if report.diverted_share > exact.diverted_share:
            break
        if report.give_away_a_box_g < best:
            best, chosen = report.give_away_a_box_g, prices
    return chosen

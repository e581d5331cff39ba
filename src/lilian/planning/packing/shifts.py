"""`python -m lilian.planning.packing.shifts 2500/10`: what each line gives away in each shift, by policy.

A pack is LABEL_G/COUNT or LABEL_G/LEAST-MOST, with xPIECES where a head holds several fruit: 1500/5-7, 5000/20x2; with
@BOXES for drop lanes in place of heads: 2500/9-11@8.
"""

import argparse
import re
import sys
from collections.abc import Mapping
from itertools import product

from lilian.planning.packing.fruit import Stream
from lilian.planning.packing.greedy import practice
from lilian.planning.packing.lanes import lanes_of
from lilian.planning.packing.learning import ours
from lilian.planning.packing.prices import myopic
from lilian.planning.packing.problem import BadProblem, PackSpec
from lilian.planning.packing.shortage import allowed_shortage_g
from lilian.planning.packing.simulator import Line, Policy, Report, simulate, together

PACK = re.compile(r"(\d+)/(\d+)(?:-(\d+))?(?:x(\d+)|@(\d+))?")
HEADS = ("boxes", "give g", "of label %", "diverted %", "p50", "p95", "most", "ms")


def line_of(pack: str, *, heads: int = 16, oldest: int = 20, shortage: bool = False) -> Line:
    """A combination weigher, or drop lanes, for a pack; with `shortage`, boxes may lack what the law allows.

    :raises BadProblem: if the text is no pack
    """
    found = PACK.fullmatch(pack)
    if found is None:
        raise BadProblem(field="pack", fault=f"{pack} is not like 2500/10 or 1500/5-7x1")
    label, least, most, pieces, lanes = (int(part or 0) for part in found.groups())
    spec = PackSpec(label, least, most or least, allowed_shortage_g(label) if shortage else 0)
    if lanes:
        return lanes_of(spec, lanes)
    return Line(spec, heads=heads, pieces=pieces or 1, oldest=oldest)


def reports(policies: Mapping[str, tuple[Line, Policy]], options: argparse.Namespace) -> list[tuple[str, Report]]:
    """One a policy, line and shift, and all of a policy's together; the same fruit for every policy."""
    stream = Stream(options.mean, options.sd, options.shape)
    made = []
    for name, (line, policy) in policies.items():
        count = int(options.boxes * line.spec.label_g / stream.mean_g)
        own = []
        for at, shift in product(range(1, options.lines + 1), range(1, options.shifts + 1)):
            fruit = stream.fruit(count, options.seed + 1000 * at + shift)
            own.append(simulate(line, fruit, policy, name=f"{at}", shift=f"{shift}"))
        made += [(name, report) for report in [*own, together(own, line="all", shift="all")]]
    return made


def row(policy: str, report: Report) -> str:
    figures = (
        f"{report.boxes}",
        f"{report.give_away_a_box_g:.3f}",
        f"{100 * report.give_away_share:.4f}",
        f"{100 * report.diverted_share:.3f}",
        *(f"{report.waited_at(share)}" for share in (0.5, 0.95, 1.0)),
        f"{report.ms_a_decision:.2f}",
    )
    return f"{policy:<10}{report.line:<6}{report.shift:<6}" + "".join(f"{figure:>11}" for figure in figures)


def main(arguments: list[str] | None = None) -> int:
    """The exit code: 0, or 2 for a pack that makes no sense."""
    options = parser().parse_args(arguments)
    try:
        line = line_of(options.pack, heads=options.heads, oldest=options.oldest, shortage=options.shortage)
        stream = Stream(options.mean, options.sd, options.shape)
        past = stream.fruit(int(options.learn * line.spec.label_g / stream.mean_g), options.seed)
    except BadProblem as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 2
    policies: dict[str, tuple[Line, Policy]] = {
        "practice": (line, practice),
        "exact": (line, myopic),
        "ours": ours(line, past),
    }
    heads = "".join(f"{head:>11}" for head in HEADS)
    sys.stdout.write(f"{'policy':<10}{'line':<6}{'shift':<6}{heads}\n")
    sys.stdout.writelines(f"{row(name, report)}\n" for name, report in reports(policies, options))
    return 0


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="lilian.planning.packing.shifts", description=__doc__)
    made.add_argument("pack")
    made.add_argument("--lines", type=int, default=1)
    made.add_argument("--shifts", type=int, default=2)
    made.add_argument("--boxes", type=int, default=1000, help="boxes whose fruit comes in a shift")
    made.add_argument("--learn", type=int, default=1000, help="boxes whose fruit our prices are learned from")
    made.add_argument("--heads", type=int, default=16)
    made.add_argument("--oldest", type=int, default=20, help="decisions that fruit may wait")
    made.add_argument("--shortage", action="store_true", help="boxes may lack what the law allows, the batch nothing")
    made.add_argument("--mean", type=float, default=250.0)
    made.add_argument("--sd", type=float, default=25.0)
    made.add_argument("--shape", choices=["normal", "lognormal"], default="normal")
    made.add_argument("--seed", type=int, default=0)
    return made


if __name__ == "__main__":
    sys.exit(main())

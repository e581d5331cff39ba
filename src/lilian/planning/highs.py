"""One way to a HiGHS solver: silent from the start, gap and seed always said."""

import os
from functools import cache

import highspy

from lilian.planning.limits import Limits


def prepared(limits: Limits, *, absolute_gap: float = 0.0) -> highspy.Highs:
    """A solver that stops at the limits. The relative gap is always set: HiGHS's own default is no proof."""
    keep_banner_quiet()
    solver = highspy.Highs()  # type: ignore[no-untyped-call,unused-ignore]
    options = {
        "output_flag": False,
        "time_limit": limits.time_s,
        "mip_rel_gap": limits.gap,
        "mip_abs_gap": absolute_gap,
        "threads": limits.threads,
        "random_seed": limits.seed,
    }
    for name, value in options.items():
        solver.setOptionValue(name, value)
    return solver


@cache
def keep_banner_quiet() -> None:
    """The first solver of a process prints a banner before it can be told to be silent; plans go to standard output."""
    stdout, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        highspy.Highs()  # type: ignore[no-untyped-call,unused-ignore]
    finally:
        os.dup2(stdout, 1)
        os.close(stdout)
        os.close(nowhere)

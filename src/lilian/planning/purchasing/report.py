"""A plan with all that is said about it, for those who decide."""

from dataclasses import dataclass

from lilian.planning.limits import Limits
from lilian.planning.purchasing.explain import Comparison, NextStep, Standing, compare, next_steps, why_suppliers
from lilian.planning.purchasing.plan import Plan
from lilian.planning.purchasing.problem import Problem
from lilian.planning.purchasing.shares import Division, divide


@dataclass(frozen=True)
class Report:
    """`division`: each village's share; None where something is missing."""

    plan: Plan
    next_steps: tuple[NextStep, ...]
    suppliers: tuple[Standing, ...]
    comparison: Comparison
    division: Division | None


def report(problem: Problem, plan: Plan, *, limits: Limits = Limits()) -> Report:
    """`limits`: for the division, for each supplier left out and for each village alone."""
    return Report(
        plan,
        next_steps(problem, plan),
        why_suppliers(problem, plan, limits=limits),
        compare(problem, plan, limits=limits),
        None if plan.missing_units else divide(problem, plan, limits=limits),
    )

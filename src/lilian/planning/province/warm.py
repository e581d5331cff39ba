"""Ready the compiled loops before a province's clock starts, and before many processes each compile the same."""

from lilian.planning import assignment, transport
from lilian.planning.province.problem import Problem


def warm(problem: Problem | None = None) -> None:
    """Those this problem's plan will use, or all."""
    transport.warm()
    if problem is None or not all(county.problem.may_split for county in problem.counties):
        assignment.warm()

"""Ready the compiled loops before a plan's clock starts: its time is for thinking alone."""

from lilian.planning import assignment, transport
from lilian.planning.storage.problem import Problem


def warm(problem: Problem | None = None) -> None:
    """Those this problem's plan will use, or all: most of a minute the first time on a machine, then half a second."""
    transport.warm()
    if problem is None or not problem.may_split:
        assignment.warm()

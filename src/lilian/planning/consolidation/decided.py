"""What people decided about rooms, with what follows from it, and patterns of running made to keep it."""

from lilian.planning.consolidation.problem import Problem

Running = dict[str, tuple[bool, ...]]


def decided(problem: Problem) -> dict[tuple[int, int], bool]:
    """(room, month) -> runs or not: the locks, and the months a room must stand between a stop and a start of them."""
    least, found = problem.terms.idle_months, dict(problem.fixed_runs)
    for (r, start), on in problem.fixed_runs.items():
        months = range(max(0, start - least), start)
        if on and any(problem.fixed_runs.get((r, t)) is False for t in months):
            found |= {(r, t): False for t in months if (r, t) not in problem.fixed_runs}
    return found


def allowed(problem: Problem, running: Running) -> Running:
    """The pattern with people's decisions in it; a room that has not stood long enough does not start yet."""
    least, fixed, found = problem.terms.idle_months, decided(problem), {}
    for r, room in enumerate(problem.rooms):
        must_stand = {t - back for (q, t), on in fixed.items() if q == r and on for back in range(1, least)}
        before, idle, months = room.running_now, 0 if room.running_now else least, []
        for t, wanted in enumerate(running[room.code][: problem.terms.months]):
            may = before or idle >= least
            now = fixed.get((r, t), wanted and may)
            if not now and before and t in must_stand and (r, t) not in fixed:
                now = True  # stopping here would bar the start that people decided
            months.append(now)
            before, idle = now, 0 if now else idle + 1
        found[room.code] = tuple(months)
    return found

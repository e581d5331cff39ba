"""How long a report holds, in words."""

from math import ceil

from lilian.storage import queries
from lilian.web.shell.counted import NOUNS, counted

HOURS_PER_DAY = 24


def stale_after() -> str:
    """`72` hours -> `3 天`, `30` -> `30 小时`: after that a report is too old to plan on."""
    hours = queries.thresholds().stale_hours
    if hours % HOURS_PER_DAY == 0:
        return counted(int(hours / HOURS_PER_DAY), "day")
    return NOUNS["hour"](ceil(hours)) % {"n": f"{hours.normalize():f}"}

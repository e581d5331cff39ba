"""How long a report holds, in words."""

from django.utils.translation import ngettext

from lilian.storage import queries

HOURS_PER_DAY = 24


def stale_after() -> str:
    """`72` hours -> `3 天`, `30` -> `30 小时`: after that a report is too old to plan on."""
    hours = queries.thresholds().stale_hours
    if hours % HOURS_PER_DAY == 0:
        days = int(hours / HOURS_PER_DAY)
        return ngettext("%(n)s 天", "%(n)s 天", days) % {"n": days}
    return ngettext("%(n)s 小时", "%(n)s 小时", int(hours)) % {"n": f"{hours.normalize():f}"}

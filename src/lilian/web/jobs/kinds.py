"""Kinds of background work in words."""

from django.utils.translation import gettext

from lilian.kernel.marks import gettext_noop
from lilian.web.shell.tables import work

# Every kind of job has its words here; a test fails on one that has none.
NAMES = {
    **work.KIND_NAMES,
    "storage.solve_plan": gettext_noop("计算入库方案"),
    "base.back_up": gettext_noop("夜间备份"),
}


def kind_name(kind: str) -> str:
    return gettext(NAMES.get(kind, kind))

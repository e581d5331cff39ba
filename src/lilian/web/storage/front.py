"""What cold storage shows outside its own pages."""

from lilian.web.shell.front import Front
from lilian.web.storage.plans.front import FRONT as PLANS
from lilian.web.storage.stores.front import FRONT as STORES

FRONT = Front(
    entries=(*STORES.entries, *PLANS.entries),
    todos=(*STORES.todos, *PLANS.todos),
    figures=(*STORES.figures, *PLANS.figures),
)

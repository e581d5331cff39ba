from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "lilian.web"
    label = "web"
    verbose_name = _("页面")

    def ready(self) -> None:
        from lilian.web.contracts import making, printing  # noqa: F401  (registers its jobs)
        from lilian.web.shell import checks  # noqa: F401  (registers itself)
        from lilian.web.shell.tables import work  # noqa: F401  (registers its jobs)
        from lilian.web.sorting import work as reading  # noqa: F401  (registers its jobs)

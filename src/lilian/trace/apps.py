from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TraceConfig(AppConfig):
    name = "lilian.trace"
    label = "trace"
    verbose_name = _("追溯与召回")

    def ready(self) -> None:
        """The file of a recall is written by the worker."""
        import lilian.trace.actions  # noqa: F401

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdlingConfig(AppConfig):
    name = "lilian.idling"
    label = "idling"
    verbose_name = _("淡季并库")

    def ready(self) -> None:
        """Its job and its planning topic are known from here on."""
        import lilian.idling.actions  # noqa: F401

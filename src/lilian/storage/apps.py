from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StorageConfig(AppConfig):
    name = "lilian.storage"
    label = "storage"
    verbose_name = _("冷库")

    def ready(self) -> None:
        """Its jobs, its planning topic and its undo are known from here on."""
        import lilian.storage.actions  # noqa: F401

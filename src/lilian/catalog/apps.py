from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogConfig(AppConfig):
    name = "lilian.catalog"
    label = "catalog"
    verbose_name = _("品种与标准")

    def ready(self) -> None:
        from lilian.base import logged
        from lilian.catalog import queries

        logged.register(logged.Kind("standard", "catalog.version_published", queries.version_records))

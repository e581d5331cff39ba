from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "lilian.exchange"
    label = "exchange"
    verbose_name = _("数据交换")

    def ready(self) -> None:
        """Its jobs and messages are known from here on."""
        import lilian.exchange.actions  # noqa: F401

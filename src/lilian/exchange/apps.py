from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "lilian.exchange"
    label = "exchange"
    verbose_name = _("数据交换")

    def ready(self) -> None:
        """Its jobs, what the log swears to and what `lilian verify` looks at are known from here on."""
        from lilian.base import logged, verification
        from lilian.exchange import actions
        from lilian.exchange.models import Event
        from lilian.exchange.queries import records, soundness

        logged.register(logged.Kind(records.KIND, actions.STORED, records.sheaf_records))
        verification.register("exchange_events", soundness.event_faults, Event.objects.count)

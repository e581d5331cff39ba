from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DepositsConfig(AppConfig):
    name = "lilian.deposits"
    label = "deposits"
    verbose_name = _("定金退还")

    def ready(self) -> None:
        """What `lilian verify` looks at is known from here on."""
        from lilian.base import verification
        from lilian.deposits.models import Closing
        from lilian.deposits.queries import soundness

        verification.register("contracts_deposits", soundness.faults, Closing.objects.count)

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContractsConfig(AppConfig):
    name = "lilian.contracts"
    label = "contracts"
    verbose_name = _("红色订单")

    def ready(self) -> None:
        """What `lilian verify` looks at, and that a deposit's posting stays, is known from here on."""
        from lilian.base import verification
        from lilian.contracts.models import Terms
        from lilian.contracts.queries import money, soundness
        from lilian.ledger import actions as ledger

        ledger.keeps_documents("contracts", money.is_deposit)
        verification.register("contracts", soundness.faults, Terms.objects.count)

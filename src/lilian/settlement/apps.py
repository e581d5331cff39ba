from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SettlementConfig(AppConfig):
    name = "lilian.settlement"
    label = "settlement"
    verbose_name = _("结算")

    def ready(self) -> None:
        """What `lilian verify` looks at, and that its documents' postings stay, is known from here on."""
        from lilian.base import verification
        from lilian.ledger import actions as ledger
        from lilian.settlement.models import Run, Statement
        from lilian.settlement.queries import replaying, soundness

        ledger.keeps_documents("settlement")
        verification.register("settlement", soundness.faults, Statement.objects.count)
        verification.register("settlement_pools", replaying.faults, Run.objects.count)

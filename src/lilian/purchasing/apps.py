from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PurchasingConfig(AppConfig):
    name = "lilian.purchasing"
    label = "purchasing"
    verbose_name = _("优购")

    def ready(self) -> None:
        """Its job, its planning topic and what `lilian verify` looks at are known from here on."""
        import lilian.purchasing.actions  # noqa: F401
        from lilian.base import verification
        from lilian.purchasing.models import Bill, Decision
        from lilian.purchasing.queries import soundness

        verification.register("purchasing_decisions", soundness.decision_faults, Decision.objects.count)
        verification.register("purchasing_bills", soundness.bill_faults, Bill.objects.count)

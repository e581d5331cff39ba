from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PayoutsConfig(AppConfig):
    name = "lilian.payouts"
    label = "payouts"
    verbose_name = _("付款")

    def ready(self) -> None:
        """What `lilian verify` looks at is known from here on."""
        from lilian.base import verification
        from lilian.payouts.models import PayoutAnswer
        from lilian.payouts.queries import soundness

        verification.register("payouts", soundness.faults, PayoutAnswer.objects.count)

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReceivingConfig(AppConfig):
    name = "lilian.receiving"
    label = "receiving"
    verbose_name = _("收果")

    def ready(self) -> None:
        """What `lilian verify` looks at is known from here on."""
        from lilian.base import verification
        from lilian.receiving.models import Slip
        from lilian.receiving.queries import soundness

        verification.register("receiving_slips", soundness.slip_faults, Slip.objects.count)

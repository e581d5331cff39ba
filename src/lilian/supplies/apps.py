from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SuppliesConfig(AppConfig):
    name = "lilian.supplies"
    label = "supplies"
    verbose_name = _("农资库存")

    def ready(self) -> None:
        """What `lilian verify` looks at is known from here on."""
        from lilian.base import verification
        from lilian.supplies.models import Move
        from lilian.supplies.queries import soundness

        verification.register("supplies", soundness.faults, Move.objects.count)

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CratesConfig(AppConfig):
    name = "lilian.crates"
    label = "crates"
    verbose_name = _("周转箱")

    def ready(self) -> None:
        """What `lilian verify` looks at is known from here on."""
        from lilian.base import verification
        from lilian.crates.models import Move
        from lilian.crates.queries import soundness

        verification.register("crates", soundness.faults, Move.objects.count)

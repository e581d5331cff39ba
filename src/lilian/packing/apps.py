from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PackingConfig(AppConfig):
    name = "lilian.packing"
    label = "packing"
    verbose_name = _("包装")

    def ready(self) -> None:
        """Its job, and what `lilian verify` looks at here, are known from here on."""
        import lilian.packing.actions  # noqa: F401
        from lilian.base import verification
        from lilian.packing.models import Closing
        from lilian.packing.queries import soundness

        verification.register("packing_closings", soundness.closing_faults, Closing.objects.count)

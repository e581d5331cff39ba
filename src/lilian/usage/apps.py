from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UsageConfig(AppConfig):
    name = "lilian.usage"
    label = "usage"
    verbose_name = _("用标报告")

    def ready(self) -> None:
        """What `lilian verify` looks at is known from here on."""
        from lilian.base import verification
        from lilian.usage.models import Report
        from lilian.usage.queries import soundness

        verification.register("usage", soundness.faults, Report.objects.count)

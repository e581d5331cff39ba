from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    name = "lilian.certificates"
    label = "certificates"
    verbose_name = _("合格证")

    def ready(self) -> None:
        """What `lilian verify` looks at, and what the transparency log swears to, are known from here on."""
        from lilian.base import logged, verification
        from lilian.certificates.models import Certificate, Collected
        from lilian.certificates.queries import records, soundness

        logged.register(logged.Kind("certificate", "certificates.issued", records.certificate_records))
        verification.register("certificates", soundness.certificate_faults, Certificate.objects.count)
        verification.register("certificates_collected", soundness.collected_faults, Collected.objects.count)

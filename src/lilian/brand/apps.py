from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BrandConfig(AppConfig):
    name = "lilian.brand"
    label = "brand"
    verbose_name = _("用标管理")

    def ready(self) -> None:
        """What `lilian verify` recounts, and what the transparency log swears to, are known from here on."""
        from lilian.base import logged, verification
        from lilian.brand.models import Issue, Licence
        from lilian.brand.queries import records, soundness

        logged.register(logged.Kind("brand_rules", "brand.rules_published", records.rules_records))
        logged.register(logged.Kind("brand_licence", "brand.licence_granted", records.licence_records))
        logged.register(logged.Kind("brand_ruling", "brand.licence_ruled", records.ruling_records))
        logged.register(logged.Kind("brand_labels", "brand.labels_issued", records.issue_records))
        verification.register("brand_licences", soundness.licence_faults, Licence.objects.count)
        verification.register("brand_labels", soundness.label_faults, Issue.objects.count)

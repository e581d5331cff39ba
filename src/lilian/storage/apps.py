from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StorageConfig(AppConfig):
    name = "lilian.storage"
    label = "storage"
    verbose_name = _("冷库")

    def ready(self) -> None:
        """Its jobs, its planning topic, its undo and what `lilian verify` looks at are known from here on."""
        import lilian.storage.actions  # noqa: F401
        from lilian.base import verification
        from lilian.storage.models import PendingLot
        from lilian.storage.queries import soundness

        verification.register("storage_plans", soundness.plan_faults, soundness.plans_to_look_at)
        verification.register("storage_lots", soundness.lot_faults, PendingLot.objects.count)
        verification.register("storage_facts", soundness.fact_faults, soundness.facts_to_look_at)

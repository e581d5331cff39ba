from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParcelsConfig(AppConfig):
    name = "lilian.parcels"
    label = "parcels"
    verbose_name = _("发件")

    def ready(self) -> None:
        """What `lilian verify` looks at is known from here on."""
        from lilian.base import verification
        from lilian.parcels.models import Parcel
        from lilian.parcels.queries import soundness

        verification.register("parcels", soundness.faults, Parcel.objects.count)

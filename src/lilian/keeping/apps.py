from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KeepingConfig(AppConfig):
    name = "lilian.keeping"
    label = "keeping"
    verbose_name = _("保管")

    def ready(self) -> None:
        """What workers do for it, what room it promises and what `lilian verify` looks at are known from here on."""
        from lilian.base import verification
        from lilian.base.jobs import rounds
        from lilian.keeping import actions
        from lilian.keeping.queries import most_booked, soundness
        from lilian.storage.queries import booked

        rounds.register("keeping_air", actions.watch_air, every_s=60)
        booked.register("keeping", most_booked)
        verification.register("keeping_stock", soundness.put_away_faults, lambda: 1)
        verification.register("keeping_bookings", soundness.booking_faults, lambda: 1)

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StockConfig(AppConfig):
    name = "lilian.stock"
    label = "stock"
    verbose_name = _("货物账")

    def ready(self) -> None:
        """Its acts, what every worker does for it and what `lilian verify` looks at are known from here on."""
        from lilian.base import logged, verification
        from lilian.base.jobs import rounds
        from lilian.stock import actions
        from lilian.stock.models import Entry, Hold, Lot
        from lilian.stock.queries import lot_soundness, records, soundness

        logged.register(logged.Kind("goods_entry", "stock.entry_posted", records.entry_records))
        rounds.register("stock_holds", actions.end_expired, every_s=20)
        verification.register("stock_journal", soundness.journal_faults, soundness.lines_to_look_at)
        verification.register("stock_audit", soundness.audit_faults, Entry.objects.count)
        verification.register("stock_lots", lot_soundness.lot_faults, Lot.objects.count)
        verification.register("stock_holds", lot_soundness.hold_faults, Hold.objects.count)

from functools import partial

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    name = "lilian.ledger"
    label = "ledger"
    verbose_name = _("资金账")

    def ready(self) -> None:
        """What every worker does for it and what `lilian verify` looks at are known from here on."""
        from lilian.base import logged, verification
        from lilian.base.jobs import rounds
        from lilian.ledger import actions
        from lilian.ledger.models import Hold, Posting
        from lilian.ledger.queries import records, soundness

        posting = logged.Kind("money_posting", "ledger.posted", records.posting_records, records.posting_rows)
        logged.register(posting)
        rounds.register("ledger_holds", actions.end_expired, every_s=20)
        for part in range(soundness.PARTS):
            check = partial(soundness.part_faults, part)
            verification.register(f"ledger_journal_{part + 1}", check, soundness.lines_of_a_part)
        verification.register("ledger_balances", soundness.balance_faults, soundness.lines_to_look_at)
        verification.register("ledger_audit", soundness.audit_faults, Posting.objects.count)
        verification.register("ledger_holds", soundness.hold_faults, Hold.objects.count)

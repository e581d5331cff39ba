from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RetellingConfig(AppConfig):
    name = "lilian.retelling"
    label = "retelling"
    verbose_name = _("自有事件")

    def ready(self) -> None:
        """The journal is told on by every worker; `lilian verify` compares grams with grams."""
        from lilian.base import verification
        from lilian.base.jobs import rounds
        from lilian.exchange import queries as exchange
        from lilian.retelling import actions
        from lilian.retelling.actions.retelling import EVERY_S
        from lilian.retelling.queries import rights, soundness

        rounds.register("retelling", actions.retell, every_s=EVERY_S)
        verification.register("retelling", soundness.faults, soundness.entries_to_look_at)
        exchange.SAYING.append(rights.seen)

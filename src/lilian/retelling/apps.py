from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RetellingConfig(AppConfig):
    name = "lilian.retelling"
    label = "retelling"
    verbose_name = _("自有事件")

    def ready(self) -> None:
        """The journal is told on by every worker."""
        from lilian.base.jobs import rounds
        from lilian.retelling import actions
        from lilian.retelling.actions.retelling import EVERY_S

        rounds.register("retelling", actions.retell, every_s=EVERY_S)

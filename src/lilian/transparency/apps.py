from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TransparencyConfig(AppConfig):
    name = "lilian.transparency"
    label = "transparency"
    verbose_name = _("存证日志")

    def ready(self) -> None:
        """Its own kinds, what every worker does for it and what `lilian verify` looks at are known from here on."""
        from lilian.base import logged, verification
        from lilian.base.jobs import rounds
        from lilian.transparency import actions, queries
        from lilian.transparency.models import Checkpoint, Leaf
        from lilian.transparency.queries import soundness

        logged.register(logged.Kind("erasure", actions.ERASED, queries.erasure_records))
        logged.register(logged.Kind("log_key", actions.KEY_SET, queries.key_records))
        rounds.register("log_sequencer", actions.sequence, every_s=2)
        rounds.register("log_checkpoint", actions.sign_if_due, every_s=60)
        rounds.register("log_witnesses", actions.start_due, every_s=60)
        verification.register("log_leaves", soundness.leaf_faults, Leaf.objects.count)
        verification.register("log_rows", soundness.row_faults, Leaf.objects.count)
        verification.register("log_checkpoints", soundness.checkpoint_faults, Checkpoint.objects.count)

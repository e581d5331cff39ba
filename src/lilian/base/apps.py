from django.apps import AppConfig
from django.core import checks
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class BaseConfig(AppConfig):
    name = "lilian.base"
    label = "base"
    verbose_name = _("基础")

    def ready(self) -> None:
        from lilian.base import audit, engine, outbox, plan_runs, upkeep, verification
        from lilian.base.jobs import reaper, rounds
        from lilian.base.models import AuditEvent, PlanRun

        connection_created.connect(engine.refuse_unsafe, dispatch_uid="base.refuse_unsafe")
        checks.register(engine.check_options)
        verification.register("audit", audit.faults, AuditEvent.objects.count)
        verification.register("plan_runs", plan_runs.faults, PlanRun.objects.count)
        rounds.register("reaper", reaper.reap, every_s=0)
        rounds.register("outbox", outbox.deliver, every_s=0)
        rounds.register("upkeep", upkeep.keep_up, every_s=upkeep.EVERY_S)

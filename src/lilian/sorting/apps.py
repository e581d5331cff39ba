from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SortingConfig(AppConfig):
    name = "lilian.sorting"
    label = "sorting"
    verbose_name = _("分选")

    def ready(self) -> None:
        from lilian.base import verification
        from lilian.sorting.queries import soundness

        verification.register("sorting", soundness.faults, soundness.runs_to_look_at)

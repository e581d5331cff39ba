"""A leaner idea of the models on the way through the migrations.

For every new table Django draws up anew all models its own points at, all that point at these, and so on: nearly every
model there is, once for each of 150 tables, which was two thirds of the time a first start took. Nothing can point at a
model that is new, so it is drawn up alone here.
"""

from typing import Any

from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ModelState, ProjectState


class LeanState(ProjectState):
    """As Django's own, but for new models."""

    def add_model(self, model_state: ModelState) -> None:
        is_new = (model_state.app_label, model_state.name_lower) not in self.models
        apps = self.__dict__.pop("apps", None) if is_new else None  # out of sight: nothing is drawn up then
        super().add_model(model_state)
        if apps is not None:
            self.apps = apps
            apps.render_multiple([model_state])

    def clone(self) -> "LeanState":
        return lean(super().clone())


def lean(state: ProjectState) -> LeanState:
    copied = LeanState(models=state.models, real_apps=state.real_apps)
    if "apps" in state.__dict__:
        copied.apps = state.apps
    copied.is_delayed = state.is_delayed
    return copied


class LeanExecutor(MigrationExecutor):
    """Django's own, with a lean state to begin with."""

    def migrate(
        self, targets: Any, plan: Any = None, state: Any = None, fake: bool = False, fake_initial: bool = False
    ) -> Any:
        return super().migrate(targets, plan, state and lean(state), fake, fake_initial)

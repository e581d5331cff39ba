"""Which boxes and which fruit a shift is played with."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lilian.kernel.marks import gettext_noop
from lilian.packing.values import SpecCard
from lilian.planning.packing.fruit import Stream
from lilian.planning.packing.problem import BadProblem
from lilian.sorting.queries import MeasuredGrade
from lilian.web.packing.words import net_words
from lilian.web.shell.fields import choose_from

DESCRIBED = "described"


class GramsField(forms.IntegerField):
    """Whole grams."""

    unit = gettext_noop("克")

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric"})
        super().__init__(min_value=1, max_value=5_000, required=False, widget=widget, **kwargs)


class TrialForm(forms.Form):
    spec = forms.TypedChoiceField(label=_("装哪种规格"), coerce=int)
    fruit = forms.ChoiceField(label=_("用哪些果"), help_text=_("分选线最近量过的果，一个一个的重量都在。"))
    mean_g = GramsField(label=_("平均单果重"), help_text=_("上面选“自己描述”才填。"))
    sd_g = GramsField(label=_("大小相差"), help_text=_("三个果里有两个和平均相差不到这么多，一般 20 到 40 克。"))

    def __init__(self, *args: Any, specs: Sequence[SpecCard], measured: Sequence[MeasuredGrade], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = ((one.spec_id, f"{one.name} · {net_words(one.figures.label_g)}") for one in specs)
        choose_from(self, "spec", named)
        runs = (
            (str(n), f"{one.run.code} · {one.run.variety} {one.name} · {one.fruit:,}") for n, one in enumerate(measured)
        )
        choose_from(self, "fruit", [*runs, (DESCRIBED, _("自己描述"))])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("fruit") != DESCRIBED or self.errors:
            return said
        for name in ("mean_g", "sd_g"):
            if not said.get(name):
                self.add_error(name, _("自己描述要填这个数。"))
        if not self.errors:
            try:
                Stream(said["mean_g"], said["sd_g"])
            except BadProblem:
                self.add_error("mean_g", _("平均单果重要在 51 到 999 克之间。"))
        return said

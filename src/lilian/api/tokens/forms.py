"""What is asked for to issue a token."""

from datetime import datetime, timedelta
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lilian.base.actors import Actor
from lilian.base.policy import ROLE_NAMES, Role
from lilian.members import queries

LIFETIMES = ((30, _("30 天")), (365, _("1 年")), (0, _("一直有效，直到作废")))


def roles_of(actor: Actor) -> list[tuple[str, str]]:
    """The roles the actor may hand out, in words."""
    all_of_them = actor.reach("api.manage_tokens").everywhere
    return [(role.value, gettext(ROLE_NAMES[role])) for role in Role if all_of_them or role in actor.roles]


class IssueForm(forms.Form):
    """Built for one actor: only organisations and roles within reach stand in it."""

    organisation = forms.TypedChoiceField(label=_("单位"), coerce=int)
    name = forms.CharField(label=_("名称"), max_length=60, help_text=_("写清楚给谁用，例如 3 号库温度计"))
    role = forms.TypedChoiceField(label=_("权限"), coerce=Role)
    days = forms.TypedChoiceField(label=_("有效期"), coerce=int, choices=LIFETIMES, initial=365)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reach = actor.reach("api.manage_tokens")
        found = queries.organisations(actor)
        mine = found if reach.everywhere else found.filter(pk__in=reach.organisation_ids)
        choices: dict[str, list[Any]] = {"organisation": [(one.pk, one.name) for one in mine], "role": roles_of(actor)}
        for name, offered in choices.items():
            cast(forms.ChoiceField, self.fields[name]).choices = offered

    def wanted(self, now: datetime) -> dict[str, Any]:
        """As `issue_token` takes it."""
        days = self.cleaned_data["days"]
        return {
            "organisation_id": self.cleaned_data["organisation"],
            "name": self.cleaned_data["name"],
            "role": self.cleaned_data["role"],
            "expires_at": now + timedelta(days=days) if days else None,
        }

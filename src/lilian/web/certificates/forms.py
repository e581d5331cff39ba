"""A certificate to be issued: for whom, how much, resting on what."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lilian.catalog import queries as catalog
from lilian.certificates.queries import Promiser
from lilian.certificates.values import BASIS_NAMES, Basis, CertificateDraft, Form, Part, Proposal
from lilian.kernel.quantity import parse_weight_g
from lilian.kernel.refusal import Refusal
from lilian.web.shell.fields import as_form_error, choose_from


class IssueForm(forms.Form):
    """With a proposal it is for a lot, whose variety is known and whose form is who grew it."""

    promiser = forms.TypedChoiceField(label=_("谁承诺"), coerce=int)
    variety = forms.TypedChoiceField(label=_("品种"), coerce=int)
    weight = forms.CharField(label=_("重量（公斤）"), max_length=12)
    bases = forms.MultipleChoiceField(
        label=_("承诺依据"),
        choices=[(basis.value, _(name)) for basis, name in BASIS_NAMES.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    test = forms.CharField(label=_("做了什么检测"), max_length=200, required=False, help_text=_("按检测承诺的要写。"))
    used = forms.CharField(label=_("检的是哪些用过的药"), max_length=200, required=False)
    signed_by = forms.CharField(label=_("承诺人签字"), max_length=60)
    contact = forms.CharField(label=_("联系电话"), max_length=40)

    def __init__(
        self, *args: Any, promisers: Sequence[Promiser], lot_id: int | None, proposal: Proposal | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.promisers, self.lot_id, self.proposal = promisers, lot_id, proposal
        choose_from(self, "promiser", [(place, one.name) for place, one in enumerate(promisers)])
        choose_from(self, "variety", [(one.pk, one.name) for one in catalog.varieties()])
        self.fields["weight"].widget.attrs["inputmode"] = "decimal"
        if proposal is not None:
            del self.fields["variety"]

    def clean_weight(self) -> int:
        try:
            return parse_weight_g(self.cleaned_data["weight"], default_unit="公斤")
        except Refusal as refusal:
            raise as_form_error(refusal) from None

    def draft(self) -> CertificateDraft:
        said, proposed = self.cleaned_data, self.proposal
        by = self.promisers[said["promiser"]]
        return CertificateDraft(
            form=proposed.form if proposed else Form.PRODUCER,
            organisation_id=by.organisation_id,
            household_id=by.household_id,
            variety_id=proposed.variety_id if proposed else said["variety"],
            weight_g=said["weight"],
            bases=tuple(Basis(basis) for basis in said["bases"]),
            test=said["test"],
            used=said["used"],
            signed_by=said["signed_by"],
            contact=said["contact"],
            lots=(Part(self.lot_id, said["weight"]),) if self.lot_id is not None else (),
            earlier=tuple(proposed.earlier) if proposed else (),
            collected=tuple(proposed.collected) if proposed else (),
        )


class VoidForm(forms.Form):
    reason = forms.CharField(label=_("为什么作废"), max_length=200)

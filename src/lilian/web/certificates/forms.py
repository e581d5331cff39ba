"""A certificate to be issued: for whom, how much, resting on what."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lilian.catalog import queries as catalog
from lilian.certificates.queries import Promiser
from lilian.certificates.values import BASIS_NAMES, Basis, CertificateDraft, Form, Part, Proposal, is_mixed
from lilian.drawing.photos import small
from lilian.kernel.quantity import parse_weight_g
from lilian.kernel.refusal import Refusal
from lilian.web.shell.fields import as_form_error, choose_from
from lilian.web.shell.photos import ACCEPT, made_of
from lilian.web.shell.tags import kilos

BOTH, WHOLE = "both", "whole"


class IssueForm(forms.Form):
    """With a proposal it is for lots, whose variety is known and whose form is who grew them; several go whole."""

    promiser = forms.TypedChoiceField(label=_("谁承诺"), coerce=int)
    variety = forms.TypedChoiceField(label=_("品种"), coerce=int)
    split = forms.ChoiceField(label=_("开几张"), widget=forms.RadioSelect)
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

    def __init__(self, *args: Any, promisers: Sequence[Promiser], proposal: Proposal | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.promisers, self.proposal = promisers, proposal
        choose_from(self, "promiser", [(place, one.name) for place, one in enumerate(promisers)])
        choose_from(self, "variety", [(one.pk, one.name) for one in catalog.varieties()])
        self.fields["weight"].widget.attrs["inputmode"] = "decimal"
        if proposal is not None and is_mixed(proposal):
            choose_from(self, "split", ways(proposal))
        else:
            del self.fields["split"]
        if proposal is not None:
            del self.fields["variety"]
        if proposal is not None and len(proposal.lots) > 1:
            del self.fields["weight"]

    def clean_weight(self) -> int:
        try:
            return parse_weight_g(self.cleaned_data["weight"], default_unit="公斤")
        except Refusal as refusal:
            raise as_form_error(refusal) from None

    def clean(self) -> dict[str, Any]:
        """Two certificates are for the whole lot: a weight that says otherwise is not passed over."""
        said = super().clean() or self.cleaned_data
        whole_g = sum(self.proposal.lots.values()) if self.proposal else 0
        if said.get("split") == BOTH and said.get("weight", whole_g) != whole_g:
            words = _("开两张就是整批 %(whole)s 公斤；只开一部分，请选一张。")
            given = {"whole": kilos(whole_g, 3)}
            self.add_error("weight", forms.ValidationError(words, code="not_whole", params=given))
        return said

    def parts(self) -> tuple[Part, ...]:
        """The lots, each whole; a single one as the form says."""
        left = dict(self.proposal.lots) if self.proposal else {}
        if len(left) == 1 and "weight" in self.cleaned_data:
            left = dict.fromkeys(left, self.cleaned_data["weight"])
        return tuple(Part(lot_id, weight_g) for lot_id, weight_g in left.items())

    def drafts(self) -> list[CertificateDraft]:
        """One, or for a mixed lot two: the producer's for what was grown, the buyer's for what was bought."""
        proposed = self.proposal
        if proposed is None or self.cleaned_data.get("split") != BOTH:
            return [self._draft(proposed.form if proposed else Form.PRODUCER, self.parts())]
        own = tuple(Part(key, weight_g) for key, weight_g in proposed.own.items())
        rest = {key: weight_g - proposed.own.get(key, 0) for key, weight_g in proposed.lots.items()}
        bought = tuple(Part(key, weight_g) for key, weight_g in rest.items() if weight_g)
        return [self._draft(Form.PRODUCER, own), self._draft(Form.BUYER, bought)]

    def _draft(self, form: Form, parts: tuple[Part, ...]) -> CertificateDraft:
        said, proposed = self.cleaned_data, self.proposal
        by = self.promisers[said["promiser"]]
        names = proposed is not None and (form is Form.BUYER or proposed.form is Form.PRODUCER)
        return CertificateDraft(
            form=form,
            organisation_id=by.organisation_id,
            household_id=by.household_id,
            variety_id=proposed.variety_id if proposed else said["variety"],
            weight_g=sum(part.weight_g for part in parts) if parts else said["weight"],
            bases=tuple(Basis(basis) for basis in said["bases"]),
            test=said["test"],
            used=said["used"],
            signed_by=said["signed_by"],
            contact=said["contact"],
            lots=parts,
            earlier=tuple(proposed.earlier) if proposed and names else (),
            collected=tuple(proposed.collected) if proposed and names else (),
        )


def ways(proposal: Proposal) -> list[tuple[str, Any]]:
    """Of fruit that is own and bought: a form each, or the buyer's for all of it."""
    own_g = sum(proposal.own.values())
    figures = {"own": kilos(own_g, 3), "bought": kilos(sum(proposal.lots.values()) - own_g, 3)}
    both = _("两张：自己种的 %(own)s 公斤开生产者的，收购的 %(bought)s 公斤开收购者的") % figures
    return [(BOTH, both), (WHOLE, _("一张：整批开收购者的"))]


class BringForm(forms.Form):
    """A certificate that comes after its fruit."""

    number = forms.CharField(label=_("合格证编号"), max_length=60)
    issuer = forms.CharField(
        label=_("谁开具的"), max_length=80, required=False, help_text=_("本系统开具的不用填；不填就是交果人。")
    )


class PhotoForm(forms.Form):
    photo = forms.FileField(
        label=_("合格证照片"),
        max_length=120,
        widget=forms.FileInput(attrs={"accept": ACCEPT, "capture": "environment"}),
    )

    def clean_photo(self) -> bytes:
        """As small as it can be read; what is no picture is told so."""
        return made_of(self.cleaned_data["photo"], small)


class VoidForm(forms.Form):
    reason = forms.CharField(label=_("为什么作废"), max_length=200)

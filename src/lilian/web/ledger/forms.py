"""Forms of money: what happened, in the cashier's words; each gives the account in debit and the one in credit."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.ledger.values import ABOUT_MEMBERS, PURPOSE_NAMES, AccountKey, Purpose, Side, side_of
from lilian.members import queries as register
from lilian.web.shell.fields import DayField, MoneyField, choose_from
from lilian.web.shell.whom import Whom, WhomField


class EntryKind(StrEnum):
    RECEIVE = "receive"
    PAY = "pay"
    BANK = "bank"
    OPENING = "opening"
    OTHER = "other"


TITLES = {
    EntryKind.RECEIVE: gettext_noop("收款"),
    EntryKind.PAY: gettext_noop("付款"),
    EntryKind.BANK: gettext_noop("存现、取现"),
    EntryKind.OPENING: gettext_noop("登记期初余额"),
    EntryKind.OTHER: gettext_noop("转账"),
}
PURPOSES = {
    EntryKind.RECEIVE: gettext_noop("钱进了银行或现金：谁给的，为什么。"),
    EntryKind.PAY: gettext_noop("钱从银行或现金出去：给谁，为什么。"),
    EntryKind.BANK: gettext_noop("现金存进银行，或从银行取现金。"),
    EntryKind.OPENING: gettext_noop("开账那天就在账上的：银行里有多少，谁欠多少，欠谁多少。"),
    EntryKind.OTHER: gettext_noop("不经过银行和现金，从一个账户转到另一个账户。"),
}
SOURCES = (
    Purpose.RECEIVABLE, Purpose.REVENUE, Purpose.DEPOSIT, Purpose.INPUT_CREDIT, Purpose.DEBT, Purpose.ADVANCE,
    Purpose.FEE,
)  # fmt: skip
USES = (
    Purpose.PAYABLE, Purpose.COST, Purpose.INPUTS, Purpose.ADVANCE, Purpose.DEPOSIT_PAID, Purpose.DEPOSIT,
    Purpose.SURPLUS,
)  # fmt: skip
MONEY = ((Purpose.BANK.value, _("银行")), (Purpose.CASH.value, _("现金")))


def purpose_choices(purposes: Iterable[Purpose]) -> list[tuple[str, Any]]:
    return [(purpose.value, _(PURPOSE_NAMES[purpose])) for purpose in purposes]


def money_field() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("走哪里"), choices=MONEY, widget=forms.RadioSelect, initial=Purpose.BANK.value)


class EntryForm(forms.Form):
    """One posting of two sides, of any two accounts; the forms below leave less to choose."""

    amount_fen = MoneyField(label=_("金额"))
    day = DayField(label=_("哪天"))
    note = forms.CharField(label=_("摘要"), max_length=200, help_text=_("写清楚为什么，例如：卖给海大山 2 吨一级果。"))

    pairs: tuple[str, ...] = ("debit_", "credit_")  # prefixes of account and member fields
    offered: Iterable[Purpose] = tuple(Purpose)
    labels = {
        "": (_("什么账"), _("谁")),
        "debit_": (_("借方账户"), _("借方是谁")),
        "credit_": (_("贷方账户"), _("贷方是谁")),
    }

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for pair in self.pairs:
            what, who = self.labels[pair]
            self.fields[f"{pair}purpose"] = forms.ChoiceField(label=what, choices=purpose_choices(self.offered))
            whom = WhomField(label=who, required=False, help_text=_("分户的账要写：姓名、拼音、农户编号，或单位名称。"))
            whom.of(actor, f"{pair}whom")
            self.fields[f"{pair}whom"] = whom
        first = [name for name in self.fields if name not in ("amount_fen", "day", "note")]
        self.order_fields([*first, "amount_fen", "day", "note"])

    def clean_amount_fen(self) -> int:
        amount: int = self.cleaned_data["amount_fen"]
        if not amount:
            raise forms.ValidationError(_("金额要大于 0。"))
        return amount

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for pair in self.pairs:
            if f"{pair}whom" in self.errors or f"{pair}purpose" not in said:
                continue
            needs = Purpose(said[f"{pair}purpose"]) in ABOUT_MEMBERS
            if needs and not said.get(f"{pair}whom"):
                self.add_error(f"{pair}whom", _("这种账是分户的，请写是谁的。"))
            if not needs and said.get(f"{pair}whom"):
                self.add_error(f"{pair}whom", _("这种账不分户，这里请留空。"))
        return said

    def key(self, book_id: int, pair: str = "") -> AccountKey:
        said = self.cleaned_data
        return account_key(book_id, Purpose(said[f"{pair}purpose"]), said[f"{pair}whom"])

    def keys(self, book_id: int) -> tuple[AccountKey, AccountKey]:
        """The account in debit and the one in credit, once the form is valid."""
        return self.key(book_id, "debit_"), self.key(book_id, "credit_")


def account_key(book_id: int, purpose: Purpose, whom: Whom | None = None) -> AccountKey:
    if whom is None:
        return AccountKey(book_id, purpose)
    if whom.household_id is not None:
        return AccountKey(book_id, purpose, household_id=whom.household_id)
    return AccountKey(book_id, purpose, organisation_id=whom.organisation_id)


class ReceiveForm(EntryForm):
    pairs = ("",)
    offered = SOURCES
    labels = {"": (_("为什么收"), _("谁给的"))}
    money = money_field()

    def keys(self, book_id: int) -> tuple[AccountKey, AccountKey]:
        return AccountKey(book_id, Purpose(self.cleaned_data["money"])), self.key(book_id)


class PayForm(EntryForm):
    pairs = ("",)
    offered = USES
    labels = {"": (_("为什么付"), _("付给谁"))}
    money = money_field()

    def keys(self, book_id: int) -> tuple[AccountKey, AccountKey]:
        return self.key(book_id), AccountKey(book_id, Purpose(self.cleaned_data["money"]))


class BankForm(EntryForm):
    pairs = ()
    way = forms.ChoiceField(
        label=_("怎么走"),
        choices=(("in", _("现金存进银行")), ("out", _("从银行取现金"))),
        widget=forms.RadioSelect,
        initial="in",
    )

    def keys(self, book_id: int) -> tuple[AccountKey, AccountKey]:
        bank, cash = AccountKey(book_id, Purpose.BANK), AccountKey(book_id, Purpose.CASH)
        return (bank, cash) if self.cleaned_data["way"] == "in" else (cash, bank)


class OpeningForm(EntryForm):
    pairs = ("",)
    offered = tuple(purpose for purpose in Purpose if purpose is not Purpose.OPENING)

    def keys(self, book_id: int) -> tuple[AccountKey, AccountKey]:
        stood, opening = self.key(book_id), AccountKey(book_id, Purpose.OPENING)
        return (stood, opening) if side_of(stood.purpose) is Side.DEBIT else (opening, stood)


FORMS: dict[EntryKind, type[EntryForm]] = {
    EntryKind.RECEIVE: ReceiveForm,
    EntryKind.PAY: PayForm,
    EntryKind.BANK: BankForm,
    EntryKind.OPENING: OpeningForm,
    EntryKind.OTHER: EntryForm,
}


class OpenBookForm(forms.Form):
    organisation = forms.TypedChoiceField(label=_("谁的账"), coerce=int)
    opened_on = DayField(label=_("从哪天起"), help_text=_("更早的日子不能再记。"))

    def __init__(self, *args: Any, actor: Actor, taken: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = set(taken)
        choices = [(one.pk, one.name) for one in register.organisations(actor) if one.pk not in kept]
        choose_from(self, "organisation", choices)


class LimitForm(forms.Form):
    most_fen = MoneyField(label=_("最多可以到"), required=False, help_text=_("空着就是不设限。"))
    reason = forms.CharField(label=_("为什么"), max_length=200, help_text=_("例如：春季农资，社务会 3 月 5 日定。"))


class CloseForm(forms.Form):
    through = DayField(label=_("结到哪天"), help_text=_("这天和以前都不能再记；记错的以后用冲销更正。"))

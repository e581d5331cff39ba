"""How accounts, sides and origins are said on the pages of money."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext

from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.kernel.money import yuan_text
from lilian.ledger.values import OWED_BY_THE_BOOK, PURPOSE_NAMES, SIDE_NAMES, Purpose, side_of
from lilian.web.shell.whom import heads

# As the member says it, of an account about oneself in another's books.
MY_WORDS = {
    Purpose.PAYABLE: gettext_noop("该付给我的货款"),
    Purpose.DEPOSIT: gettext_noop("我交的定金"),
    Purpose.RECEIVABLE: gettext_noop("我还没付的"),
    Purpose.INPUT_CREDIT: gettext_noop("赊的农资"),
    Purpose.DEBT: gettext_noop("上期转来的欠款"),
    Purpose.ADVANCE: gettext_noop("预支的果款"),
    Purpose.DEPOSIT_PAID: gettext_noop("收的定金"),
}
TO_A_HOUSEHOLD = gettext_noop("该付给我的果款")
# What a posting may come from: its word, and the page that shows it to whoever reads the account, if there is one.
ORIGINS = {
    "receiving.Slip": (gettext_noop("收果单"), "receiving:slip"),
    "contracts.Contract": (gettext_noop("合同"), "contracts:contract"),
    "purchasing.Campaign": (gettext_noop("团购"), "purchasing:campaign"),
    "purchasing.Decision": (gettext_noop("团购的定价"), ""),
    "settlement.Statement": (gettext_noop("结算单"), "settlement:statement"),
    "settlement.Run": (gettext_noop("结算批次"), "settlement:run"),
    "settlement.Dispute": (gettext_noop("异议"), "settlement:dispute"),
}


class Origin(NamedTuple):
    label: str
    url: str


def origin(about: str) -> Origin:
    """What `about` names, with the address of its page where there is one."""
    kind, _, key = about.rpartition(":")
    word, url_name = ORIGINS.get(kind, ("", ""))
    try:
        return Origin(f"{gettext(word)} {key}", reverse(url_name, args=[int(key)])) if word else Origin(about, "")
    except (NoReverseMatch, ValueError):
        return Origin(f"{gettext(word)} {key}", "")


def purpose_name(purpose: str) -> str:
    return gettext(PURPOSE_NAMES[Purpose(purpose)])


def side_name(purpose: str) -> str:
    return gettext(SIDE_NAMES[side_of(Purpose(purpose))])


def my_words(account: Any) -> str:
    """What an account about the reader is, as the reader says it: what a household is owed is for its fruit."""
    purpose = Purpose(account.purpose)
    grows = purpose is Purpose.PAYABLE and account.household_id
    return gettext(TO_A_HOUSEHOLD if grows else MY_WORDS[purpose])


def is_owed_to_me(purpose: str) -> bool:
    return Purpose(purpose) in OWED_BY_THE_BOOK


def either_side(fen: int) -> tuple[str, str]:
    """A line's fen in the column of debit or of credit."""
    return yuan_text(fen) if fen > 0 else "", yuan_text(-fen) if fen < 0 else ""


class Names:
    """Whom accounts are about, by name as far as the reader may know people: looked up once for all of a page."""

    def __init__(self, actor: Actor, accounts: Iterable[Any]) -> None:
        self.heads = heads(actor, (row.household_id for row in accounts if row.household_id))

    def who(self, account: Any) -> str:
        if account.household_id:
            return self.heads.get(account.household_id, str(account.household.code))
        return str(account.organisation.name) if account.organisation_id else ""

    def title(self, account: Any) -> str:
        who = self.who(account)
        return f"{purpose_name(account.purpose)} · {who}" if who else purpose_name(account.purpose)

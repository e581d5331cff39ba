"""The three lists of certificates, as tabs above each of them."""

from django.urls import reverse
from django.utils.translation import gettext

from lilian.base.actors import Actor

Tab = tuple[str, str, bool]


def tabs(actor: Actor, here: str) -> list[Tab]:
    """(address, words, whether it is this one) of the lists the actor may see; nothing where there is but one."""
    said = (
        ("certificates", gettext("开具的"), "certificates.see"),
        ("collected", gettext("收取的"), "certificates.see_collected"),
        ("lacking", gettext("还缺的"), "certificates.issue"),
    )
    found = [(reverse(f"certificates:{name}"), words, name == here) for name, words, needs in said if actor.may(needs)]
    return found if len(found) > 1 else []

"""The words of the leaflet about checking a box without a phone."""

from functools import lru_cache

from django.conf import settings
from django.utils.translation import gettext

from lilian.passport.papers import LeafletPaper, pdf
from lilian.passport.values import State
from lilian.web.passport.words import SAYS

EXAMPLE = "ABCD EFGH IJKL MN"


def leaflet_pdf(host: str, language: str) -> bytes:
    """In this language, which is active; `host` is whose page the codes are checked at."""
    return _set(settings.LINK_HOST or host, language)


@lru_cache(maxsize=16)
def _set(place: str, _language: str) -> bytes:
    """Once a process: anybody may ask for it, and setting costs a second."""
    steps = (
        (gettext("找到箱号"), gettext("在箱子标签上，二维码下面，14 个字母和数字，4 个一组。")),
        (
            gettext("请人帮您查，或打电话"),
            gettext("家里人、卖家、联盟办都能查。一组一组念：0 和 O、1 和 I 念混了也查得到。"),
        ),
        (gettext("听对方念三样东西"), gettext("品种、净含量、装箱日期，和箱子上印的一样才对。")),
    )
    states = (State.GENUINE, State.OFTEN, State.VOID, State.RECALLED)
    paper = LeafletPaper(
        title=gettext("没有手机，也能查这箱梨"),
        lead=gettext("每一箱梨有一个自己的箱号。凭箱号能查到它是不是真的、长在哪里、有没有召回。"),
        code_caption=gettext("箱号的样子"),
        code=EXAMPLE,
        steps=steps,
        states_title=gettext("会查到什么"),
        states=tuple((gettext(SAYS[state].title), gettext(SAYS[state].do)) for state in states),
        link=f"https://{place}/check/",
        link_caption=f"{place}/check/",
        foot=gettext("%(place)s梨联 · 查箱号不要钱，不用登录，不记是谁在查。") % {"place": settings.ORIGIN_PLACE},
    )
    return pdf(paper)

"""The audit chain of an organisation, as sentences."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from lilian.base.policy import ROLE_NAMES, Role
from lilian.kernel.marks import gettext_noop
from lilian.members.values import GRANTABLE

EVENTS = {
    "members.organisation_added": gettext_noop("登记为成员单位"),
    "members.organisation_changed": gettext_noop("修改了资料"),
    "members.membership_ended": gettext_noop("成员资格结束"),
    "members.person_added": gettext_noop("登记了一个人"),
    "members.person_changed": gettext_noop("修改了一个人的资料"),
    "members.household_added": gettext_noop("登记了一户农户"),
    "members.household_changed": gettext_noop("修改了这一户的资料"),
    "members.household_closed": gettext_noop("销户"),
    "members.household_joined": gettext_noop("有人成为这一户的人"),
    "members.household_left": gettext_noop("有人离开了这一户"),
    "members.head_changed": gettext_noop("换了户主"),
    "members.block_given": gettext_noop("一块地归了这一户"),
    "members.rows_imported": gettext_noop("从 Excel 导入"),
    "members.import_undone": gettext_noop("撤销了从 Excel 的导入"),
    "members.phone_revealed": gettext_noop("看了一个人的手机号"),
    "members.user_linked": gettext_noop("给一个人开通了账号"),
    "members.account_opened": gettext_noop("给一个人开通了账号"),
    "members.post_given": gettext_noop("有人任职"),
    "members.post_ended": gettext_noop("任职结束"),
    "members.granted": gettext_noop("委托给别的单位，或受委托"),
    "members.grant_withdrawn": gettext_noop("委托已收回"),
}
TABLES = {
    "organisations": gettext_noop("成员单位"),
    "households": gettext_noop("农户"),
    "people": gettext_noop("人员"),
    "places": gettext_noop("地点"),
}
FIELDS = {
    "name": gettext_noop("名称"),
    "code": gettext_noop("编号"),
    "kind": gettext_noop("类别"),
    "uscc": gettext_noop("统一社会信用代码"),
    "parent_id": gettext_noop("上级单位"),
    "township_id": gettext_noop("乡镇"),
    "village": gettext_noop("村"),
    "joined_on": gettext_noop("加入日期"),
    "note": gettext_noop("备注"),
    "phone": gettext_noop("手机号"),
    "organisation_id": gettext_noop("单位"),
}


@dataclass(frozen=True)
class Line:
    """One dated line of the timeline."""

    at: str
    who: str
    what: str
    detail: str


def lines(events: Iterable[Any]) -> list[Line]:
    return [line(event) for event in events]


def line(event: Any) -> Line:
    at = timezone.localtime(event.at).strftime("%Y-%m-%d %H:%M")
    return Line(at, event.actor_name, gettext(EVENTS.get(event.event, event.event)), detail(json.loads(event.data)))


def detail(data: dict[str, Any]) -> str:
    """What the event says beyond its name; values of personal fields are not in the chain, and not here."""
    if data.get("role") in set(Role):
        return gettext(ROLE_NAMES[Role(data["role"])])
    if data.get("permission") in GRANTABLE:
        return gettext(GRANTABLE[data["permission"]])
    if data.get("table") in TABLES:
        return gettext("%(table)s %(rows)s 行") % {"table": gettext(TABLES[data["table"]]), "rows": data["rows"]}
    day = data.get("left_on") or data.get("ends_on")
    if day:
        return gettext("从 %(day)s 起") % {"day": day}
    named = [gettext(FIELDS[name]) for name in data.get("fields", data) if name in FIELDS and name != "code"]
    return gettext("、").join(named)

"""What a box's page says of how the box stands, and of each step of its way."""

from dataclasses import dataclass

from lilian.kernel.marks import gettext_noop
from lilian.passport.values import State, Step


@dataclass(frozen=True)
class Says:
    """The head of the page: in one line, what it means, what to do now."""

    title: str
    means: str
    do: str


SAYS = {
    State.GENUINE: Says(
        gettext_noop("这箱梨有据可查"),
        gettext_noop("这个码是联盟登记过的一箱，没有召回，也没有作废。"),
        gettext_noop("请再看一眼：箱子上的箱号和下面的一样，封口是好的。"),
    ),
    State.OFTEN: Says(
        gettext_noop("这个码被扫得太多了"),
        gettext_noop("码是真的，但最近打开的次数比一箱梨该有的多，有可能被人复印到别的箱子上。"),
        gettext_noop("请核对箱号、净含量和包装日期；有一样对不上，就告诉我们。"),
    ),
    State.HELD: Says(
        gettext_noop("这一批正在复查"),
        gettext_noop("联盟正在复查这一批梨，结果出来以前先停一停。"),
        gettext_noop("请先不要吃，也不要扔，放在阴凉处，过一天再扫一次。"),
    ),
    State.VOID: Says(
        gettext_noop("这个箱号已经作废"),
        gettext_noop("这一箱在包装时作废了，不该拿出来卖。"),
        gettext_noop("请不要吃，把在哪里买到的告诉我们。"),
    ),
    State.RECALLED: Says(
        gettext_noop("这一箱正在召回，请不要吃"),
        gettext_noop("联盟已经召回这一批梨。"),
        gettext_noop("请停止食用，留好箱子和标签，凭箱号到购买处退货退款。"),
    ),
}
STEPS = {
    Step.PICKED: gettext_noop("采摘"),
    Step.RECEIVED: gettext_noop("过秤收下"),
    Step.STORED: gettext_noop("进恒温库"),
    Step.SORTED: gettext_noop("逐个分选"),
    Step.PACKED: gettext_noop("称重装箱"),
    Step.SENT: gettext_noop("发出"),
    Step.ARRIVED: gettext_noop("送达"),
    Step.BACK: gettext_noop("退回"),
}

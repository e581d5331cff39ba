"""Guo's line with Mei's and Qiao's pears at it, a standard in force, and files a line would write."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from lilian.base.actors import Actor, Duty, system
from lilian.base.policy import Role
from lilian.catalog import actions as catalog
from lilian.catalog import queries as standards
from lilian.catalog.values import Defect
from lilian.sorting import actions, queries
from lilian.sorting.models import Run
from lilian.sorting.values import InputDraft, OverrideDraft, RunDraft
from lilian.stock import actions as stock
from lilian.stock.values import Transfer
from tests.sorting.standards import BANDS
from tests.stock.goods import KG, NOW, TODAY, Goods, at, received, the_goods

HEAD = "Lane,Weight (g),Diameter (mm),Brix,Defects,Grade,Batch\n"


@dataclass(frozen=True)
class Floor:
    """`mei` and `qiao` are lots of 60 and 40 kg at the line."""

    goods: Goods
    mei: int
    qiao: int

    def actor(self, role: Role = Role.LINE_OPERATOR, name: str = "曹") -> Actor:
        home = self.goods.coop.pk
        return Actor(name=name, duties=(Duty(role, home, frozenset({home})),))

    def inputs(self) -> tuple[InputDraft, ...]:
        line = self.goods.line
        return InputDraft(self.mei, line, 60 * KG, "A"), InputDraft(self.qiao, line, 40 * KG, "B")


def the_floor() -> Floor:
    goods, office = the_goods(), system("test")
    standard = catalog.add_standard(actor=office, code="S", name="县标准", now=NOW)
    catalog.publish_version(
        actor=office, standard_id=standard, effective_from=date(2026, 1, 1), bands=BANDS, source="测试", now=NOW
    )
    mei = received(goods, 60 * KG, key="mei")
    qiao = received(goods, 40 * KG, key="qiao", household=goods.qiao)
    moves = [Transfer(at(mei, goods.point, 60 * KG), goods.line), Transfer(at(qiao, goods.point, 40 * KG), goods.line)]
    stock.move(actor=office, transfers=moves, day=TODAY, client_key="to the line", now=NOW)
    return Floor(goods, mei, qiao)


def opened(floor: Floor, key: str = "run", **said: Any) -> int:
    inputs = said.pop("inputs", floor.inputs())
    draft = RunDraft(floor.goods.line, inputs, said.pop("cleaned_at", NOW - timedelta(hours=1)), **said)
    return actions.open_run(actor=floor.actor(), draft=draft, client_key=key, now=NOW)


def line_file(first: int = 150, second: int = 100, poor: int = 50, marks: tuple[str, str] = ("A", "B")) -> str:
    """Mei's are 350 g and first, Qiao's 250 g and second; some of Mei's are short of solids."""
    rows = [f"1,350,80,12,OK,1,{marks[0]}\n"] * first + [f"1,350,80,9,OK,1,{marks[0]}\n"] * poor
    return HEAD + "".join(rows + [f"2,250,70,12,{Defect.RUB.value[:3].upper()},2,{marks[1]}\n"] * second)


def report(run_id: int, given: str | bytes | None = None, name: str = "线.csv") -> actions.LineReport:
    given = given or line_file()
    return actions.report_on(
        data=given if isinstance(given, bytes) else given.encode(),
        name=name,
        profile=queries.profile("grader-csv-en"),
        standard=standards.version(Run.objects.get(pk=run_id).standard_id),
    )


def taken(floor: Floor, run_id: int, text: str | None = None, **said: Any) -> int:
    return actions.take_file(actor=floor.actor(), run_id=run_id, report=report(run_id, text), now=NOW, **said)


def closed(floor: Floor, run_id: int, key: str = "close", **weighed_g: int) -> int:
    return actions.close_run(actor=floor.actor(), run_id=run_id, weighed_g=weighed_g, client_key=key, now=NOW)


def asked(floor: Floor, run_id: int, **said: Any) -> int:
    wanted = {"from_grade": "first", "to_grade": "second", "reason": "果面有锈"} | said
    key = wanted.pop("key", "ask")
    draft = OverrideDraft(**wanted)
    return actions.ask_override(actor=floor.actor(), run_id=run_id, draft=draft, client_key=key, now=NOW)

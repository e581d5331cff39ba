"""The demo's sorting: growers' pears over a firm's line, two runs that ended and one that is still open."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from lilian.base.actors import Actor, system
from lilian.catalog import queries as catalog
from lilian.members import queries as members
from lilian.sorting import actions, queries
from lilian.sorting.values import InputDraft, OverrideDraft, RunDraft
from lilian.stock import actions as stock
from lilian.stock.values import LocationDraft, LocationKind, LotDraft, Origin, Output, Receipt

SORTER, GROWER = "J01", "C001"
PROFILE = "grader-zh"
HEAD = "通道;重量(0.1克);果径(毫米);着色率(%);糖度;缺陷;等级;批次\n"
DEFECTS = ("果锈", "水锈", "磨伤", "碰压伤", "病果")
# Each run: days back, and of each household the mean weight of its pears in 0.1 g and their solids in 0.1 °Brix.
RUNS = ((3, ((3_350, 126), (2_980, 119))), (1, ((3_520, 128), (3_150, 121), (2_760, 113))), (0, ((3_280, 124),)))
FRUIT = 900  # of each household: enough for a smooth picture, few enough to load at once
SHARE_LOST = 100  # one part of so many of what went in is stalks, leaves and split fruit


def load_sorting(actor: Actor, random: Random, day: date, now: datetime) -> None:
    """Three runs through the acts of sorting alone; the demo grower's pears are in each."""
    firms = {one.code: one.pk for one in members.organisations(actor).filter(code__in=(SORTER, GROWER))}
    line = stock.open_location(
        actor=actor, draft=LocationDraft("J01-LINE", "一号分选线", LocationKind.LINE, firms[SORTER]), now=now
    )
    homes = list(members.households(actor, organisation_id=firms[GROWER]).order_by("code").values_list("pk", flat=True))
    for back, growers in RUNS:
        at = datetime.combine(day - timedelta(days=back), time(9), now.tzinfo) if back else now - timedelta(minutes=40)
        origins = [Origin(firms[GROWER], home) for home in homes[: len(growers)]]
        run = _Run(actor, random, firms[SORTER], line, at)
        run.sort(origins, growers, stays_open=back == 0)


class _Run:
    """One run of the firm's line at its moment."""

    def __init__(self, actor: Actor, random: Random, firm_id: int, line_id: int, at: datetime) -> None:
        self.actor, self.random, self.firm_id, self.line_id, self.at = actor, random, firm_id, line_id, at
        self.variety = catalog.varieties().get(code="YLX")

    def sort(self, origins: Sequence[Origin], growers: Sequence[tuple[int, int]], *, stays_open: bool) -> None:
        marks = [f"P{n + 1}" for n in range(len(growers))]
        rows = {mark: self._fruit(mark, *grower) for mark, grower in zip(marks, growers, strict=True)}
        inputs = tuple(
            self._lot(origin, mark, sum(weight for weight, _ in rows[mark]) // 10)
            for origin, mark in zip(origins, marks, strict=True)
        )
        key = f"demo-sorting-{self.at:%m%d%H%M}"
        draft = RunDraft(self.line_id, inputs, self.at - timedelta(minutes=15), note="清水池两遍")
        run = actions.open_run(actor=self.actor, draft=draft, client_key=key, now=self.at)
        text = HEAD + "".join(line for mark in marks for _, line in rows[mark])
        self._taken(run, text, f"一号线-{self.at:%m%d}.csv")
        wanted = OverrideDraft("first", "second", "抽看时果面有锈，当二级走", 20_000)
        actions.ask_override(actor=self.actor, run_id=run, draft=wanted, client_key=f"{key}-ask", now=self.at)
        if not stays_open:
            self._ended(run, key)

    def _ended(self, run: int, key: str) -> None:
        """Somebody else agrees to the override, and the run is closed by what the line weighed."""
        done = self.at + timedelta(minutes=30)
        waiting = queries.overrides(run)[0].override_id
        actions.answer_override(
            actor=system("演示质检"), override_id=waiting, agreed=True, note="看过了，同意", now=done
        )
        actions.close_run(actor=self.actor, run_id=run, weighed_g={}, client_key=f"{key}-end", now=done)

    def _lot(self, origin: Origin, mark: str, fruit_g: int) -> InputDraft:
        weight_g = fruit_g + fruit_g // SHARE_LOST
        day = timezone.localdate(self.at)
        draft = LotDraft(self.variety.pk, self.firm_id, self.firm_id, harvest_date=day - timedelta(days=1))
        receipt = Receipt(Output(draft, self.line_id, weight_g, 0), ((origin, weight_g),), day)
        key = f"demo-sorting-{self.at:%m%d%H%M}-{mark}"
        lot = stock.receive(actor=self.actor, receipt=receipt, client_key=key, now=self.at).lot_ids[0]
        return InputDraft(lot, self.line_id, weight_g, mark)

    def _taken(self, run: int, text: str, name: str) -> None:
        standard = catalog.version(queries.card(self.actor, run).standard_id)
        report = actions.report_on(
            data=text.encode("gb18030"), name=name, profile=queries.profile(PROFILE), standard=standard
        )
        actions.take_file(actor=self.actor, run_id=run, report=report, now=self.at + timedelta(minutes=20))

    def _fruit(self, mark: str, mean_dg: int, solids: int) -> list[tuple[int, str]]:
        """Weight in 0.1 g and the row of each fruit, as the machine writes it; the machine goes by weight alone."""
        random, made = self.random, []
        for _ in range(FRUIT):
            weight = max(900, round(random.gauss(mean_dg, 620)))
            diameter = 76 + (weight - 3_000) / 180 + random.gauss(0, 2)
            brix = random.gauss(solids, 8) / 10
            defects = "、".join(random.sample(DEFECTS, random.choice((0, 0, 0, 0, 1, 1, 2)))) or "无"
            grade = _machine_grade(weight)
            lane = random.randint(1, 8)
            colour = random.randint(5, 60)
            made.append((weight, f"{lane};{weight};{diameter:.1f};{colour};{brix:.1f};{defects};{grade};{mark}\n"))
        return made


def _machine_grade(weight_dg: int) -> str:
    bounds = ((5_000, "超大"), (4_500, "特级"), (3_000, "一级"), (2_000, "二级"))
    return next((name for low, name in bounds if weight_dg >= low), "等外")

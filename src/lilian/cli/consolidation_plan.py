"""What `lilian plan consolidation` does: take the question from a file or the register, plan, check, write, say."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from lilian.cli.language import Language, NoCatalogue, Translate, translator
from lilian.cli.screen import Screen
from lilian.cli.storage_plan import CHINA, DONE, NOT_SOUND, REFUSED, STDOUT, CannotRead
from lilian.cli.writing import CannotWrite, WouldOverwrite, write
from lilian.idling.papers import Paper, plan_table
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid, Refusal, untranslated
from lilian.planning import consolidation as planning
from lilian.planning.consolidation.wire import problem_from_json, to_json
from lilian.planning.limits import Limits

GAP = 0.001  # as the pages ask for


class OneQuestion(Invalid):
    code = "cli.one_question"
    sentence = gettext_noop("要么给一个问题文件，要么加 --live，二者选一。")


@dataclass(frozen=True)
class Wanted:
    """The file to read, or None for the register as it is (`first` None: this month); `json_to` may be `-`."""

    file: Path | None
    live: bool = False
    first: date | None = None
    months: int = 6
    time_s: float = 60.0
    json_to: Path | None = None


@dataclass(frozen=True)
class Question:
    """`months` head the columns; `names`: room -> what people call it."""

    problem: planning.Problem
    months: tuple[str, ...]
    names: dict[str, str]


def run(wanted: Wanted, language: Language, screen: Screen | None = None) -> int:
    """Do it; return the exit code. Whatever is refused is said in words."""
    screen = screen or Screen(quiet=wanted.json_to == STDOUT)
    translate: Translate = untranslated
    try:
        translate = translator(language)
        return _run(wanted, translate, screen)
    except (Refusal, NoCatalogue, CannotWrite) as refusal:
        screen.refuse(refusal.text(translate))
        return REFUSED


def _run(wanted: Wanted, _: Translate, screen: Screen) -> int:
    if (wanted.file is None) != wanted.live:
        raise OneQuestion()
    if wanted.file and wanted.json_to and wanted.json_to.resolve() == wanted.file.resolve():
        raise WouldOverwrite(path=wanted.json_to)
    asked = _from_file(wanted.file) if wanted.file else _from_register(wanted)
    paper = Paper(
        problem=asked.problem,
        plan=planning.solve(asked.problem, limits=Limits(time_s=wanted.time_s, gap=GAP)),
        practice=planning.practice(asked.problem),
        months=asked.months,
        names=asked.names,
    )
    free = replace(asked.problem, locks=(), pins=())  # decisions are about the plan; practice is what was done before
    wrong = [*planning.faults(asked.problem, paper.plan), *planning.faults(free, paper.practice)]
    if wrong:
        screen.refuse(_("方案没有通过复核，什么也没有写出。请把下面几行发给开发人员："), *wrong)
        return NOT_SOUND
    _write_and_say(paper, wanted.json_to, _, screen)
    return DONE


def _from_file(path: Path) -> Question:
    """
    :raises CannotRead, BadJson, BadConsolidation: if there is no problem in it
    """
    try:
        problem = problem_from_json(path.read_bytes())
    except OSError:
        raise CannotRead(path=path) from None
    return Question(problem, tuple(str(month + 1) for month in range(problem.terms.months)), {})


def _from_register(wanted: Wanted) -> Question:
    """As the page asks, under the decisions in force; nothing is written.

    :raises NoSuchSpan, NoFruit, NothingLeaves, NoTerms, BadConsolidation: as the page is refused
    """
    from lilian.base.actors import system
    from lilian.idling import actions

    now = datetime.now(UTC)
    first = wanted.first or now.astimezone(CHINA).date()
    asked = actions.question(actor=system("lilian plan"), first_month=first, months=wanted.months, now=now)
    names = {code: f"{note['name']} {note['room']}" for code, note in asked.notes["rooms"].items()}
    return Question(asked.problem, tuple(f"{month:%Y-%m}"[2:] for month in asked.span), names)


def _write_and_say(paper: Paper, json_to: Path | None, _: Translate, screen: Screen) -> None:
    """The file first: a reader who stops listening to the table still gets it."""
    if json_to == STDOUT:
        screen.data(_json_text(paper))
        return
    written = write(json_to, _json_text(paper).encode()) if json_to else None
    screen.show(plan_table(paper, translate=_))
    if written:
        screen.note(_("已写出 {path}").format(path=written))


def _json_text(paper: Paper) -> str:
    """Problem and plan as `docs/schemas/consolidation.json` says, and today's practice, a plan too."""
    parts = {"problem": paper.problem, "plan": paper.plan, "practice": paper.practice}
    told = {name: json.loads(to_json(part)) for name, part in parts.items()}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"

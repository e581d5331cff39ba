"""What `lilian plan storage` does: read, refuse or plan, check, write, say."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from lilian.cli.language import Language, NoCatalogue, Translate, translator
from lilian.cli.readying import ready
from lilian.cli.screen import Screen
from lilian.cli.writing import CannotWrite, WouldOverwrite, write
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid, Refusal, untranslated
from lilian.kernel.sentences import joined
from lilian.planning.storage import Problem, faults, practice, solve, warm
from lilian.sheets import FileRefused
from lilian.storage.papers import LotNote, Paper, StoreNote, plan_json, plan_map_html, plan_table, plan_workbook
from lilian.storage.sheets import PeakBook, read_peak

DONE, REFUSED, NOT_SOUND = 0, 2, 3
CHINA = timezone(timedelta(hours=8))
STDOUT = Path("-")
MARKED_ENDING = "-问题.xlsx"  # of a workbook with its problems marked


class CannotRead(Invalid):
    code = "cli.cannot_read"
    sentence = gettext_noop("打不开文件 {path}。")
    remedy = gettext_noop("请检查路径和文件名是否写对、有没有权限打开。")


class NothingPlaced(Refusal):
    code = "cli.nothing_placed"
    sentence = gettext_noop("没有一批果能放进任何一座库。")
    remedy = gettext_noop("请检查各库的空余库容、可存品种、库温和日入库能力；下面是每批的原因。")


@dataclass(frozen=True)
class Wanted:
    """The workbook to read and where to write; None writes nothing. `json_to` may be `-`."""

    workbook: Path
    out: Path | None = None
    json_to: Path | None = None
    map_to: Path | None = None
    marked: Path | None = None
    take_good_rows: bool = False


def run(wanted: Wanted, language: Language, screen: Screen | None = None) -> int:
    """Do it; return the exit code. Whatever is refused is said in words."""
    screen = screen or Screen(quiet=wanted.json_to == STDOUT)
    translate: Translate = untranslated
    try:
        translate = translator(language)
        return _run(wanted, language, translate, screen)
    except (FileRefused, Refusal, NoCatalogue, CannotWrite) as refusal:
        screen.refuse(refusal.text(translate))
        return REFUSED


def _run(wanted: Wanted, language: Language, _: Translate, screen: Screen) -> int:
    _spare_the_workbook(wanted)
    book = _read(wanted.workbook)
    if book.problems:
        _report(book, wanted, _, screen)
        if not wanted.take_good_rows:
            return REFUSED
        book = book.good()
    problem = book.problem()
    ready(lambda: warm(problem), screen, _)
    paper = _planned(book, problem, _)
    wrong = [*faults(paper.problem, paper.plan), *faults(paper.problem, paper.practice)]
    if wrong:
        screen.refuse(_("方案没有通过复核，什么也没有写出。请把下面几行发给开发人员："), *wrong)
        return NOT_SOUND
    if paper.problem.lots and not paper.plan.placed_g:
        why = (f"{each.lot}: {joined(each.why.text(_), each.remedy.text(_))}" for each in paper.plan.unplaced)
        screen.refuse(NothingPlaced().text(_), *why)
        return REFUSED
    _write_all(paper, wanted, language, _, screen)
    return DONE


def _read(path: Path) -> PeakBook:
    try:
        return read_peak(path)
    except OSError:
        raise CannotRead(path=path) from None


def _spare_the_workbook(wanted: Wanted) -> None:
    for target in (wanted.out, wanted.json_to, wanted.map_to, wanted.marked):
        if target is not None and target.resolve() == wanted.workbook.resolve():
            raise WouldOverwrite(path=target)


def _report(book: PeakBook, wanted: Wanted, _: Translate, screen: Screen) -> None:
    """One line per problem, then where the marked workbook is."""
    screen.refuse(*(problem.line(_) for problem in book.problems))
    rows = len({(problem.sheet, problem.row) for problem in book.problems})
    screen.refuse(_("一共 {count} 处问题，在 {rows} 行里。").format(count=len(book.problems), rows=rows))
    where = _write_marked(book.marked(), wanted)
    screen.refuse(_("标好问题的工作簿写在：{path}").format(path=where))
    if wanted.take_good_rows:
        words = _("有问题的 {rows} 行没有算，其余 {lots} 批、{stores} 座库照算。")
        screen.refuse(words.format(rows=rows, lots=len(book.lots), stores=len(book.stores)))
    else:
        screen.refuse(_("没有做方案。请改好后重来；只想先算没有问题的行，请加 --take-good-rows。"))


def _write_marked(data: bytes, wanted: Wanted) -> Path:
    """At `--marked`, else beside `--out`, else beside the workbook; here, if that folder cannot be written."""
    if wanted.marked:
        return write(wanted.marked, data)
    name = f"{wanted.workbook.stem}{MARKED_ENDING}"
    if wanted.out:
        return write(wanted.out.parent / name, data)
    try:
        return write(wanted.workbook.parent / name, data)
    except CannotWrite:
        return write(Path.cwd() / name, data)


def _planned(book: PeakBook, problem: Problem, _: Translate) -> Paper:
    return Paper(
        problem=problem,
        plan=solve(problem),
        practice=practice(problem),
        made_at=datetime.now(CHINA),
        title=storage_title(problem, _),
        lot_notes=lot_notes(book),
        store_notes={
            store.code: StoreNote(store.name, store.town, store.capacity_g, store.stock_g, store.keeper)
            for store in book.stores
        },
    )


def storage_title(problem: Problem, _: Translate) -> str:
    first, last = (f"{day:%Y-%m-%d}" for day in (problem.terms.first_day, problem.terms.last_day))
    return _("旺季入库方案（{first} 至 {last}）").format(first=first, last=last)


def lot_notes(book: PeakBook) -> dict[str, LotNote]:
    return {lot.code: LotNote(lot.village or lot.point, lot.point, lot.grade) for lot in book.lots}


def _write_all(paper: Paper, wanted: Wanted, language: Language, _: Translate, screen: Screen) -> None:
    """Files first: a reader who stops listening to the table still gets them."""
    written = [write(path, data) for path, data in _files(paper, wanted, language, _)]
    if wanted.json_to == STDOUT:
        screen.data(_json_text(paper, _))
    else:
        screen.show(plan_table(paper, translate=_))
    for path in written:
        screen.note(_("已写出 {path}").format(path=path))


def _files(paper: Paper, wanted: Wanted, language: Language, _: Translate) -> Iterator[tuple[Path, bytes]]:
    if wanted.out:
        yield wanted.out, plan_workbook(paper)
    if wanted.json_to and wanted.json_to != STDOUT:
        yield wanted.json_to, _json_text(paper, _).encode()
    if wanted.map_to:
        yield wanted.map_to, plan_map_html(paper, translate=_, language=language.tag).encode()


def _json_text(paper: Paper, _: Translate) -> str:
    return json.dumps(plan_json(paper, translate=_), ensure_ascii=False, indent=2) + "\n"

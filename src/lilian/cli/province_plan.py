"""What `lilian plan province` does: read the folder, plan over a fan, check, write, say."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lilian.cli.language import Language, NoCatalogue, Translate, translator
from lilian.cli.province_folder import FaultyRows, Folder, read_folder
from lilian.cli.readying import ready
from lilian.cli.screen import Screen
from lilian.cli.storage_plan import CHINA, DONE, NOT_SOUND, REFUSED, STDOUT, lot_notes, storage_title
from lilian.cli.writing import CannotWrite, WouldOverwrite, write
from lilian.kernel.refusal import Refusal, untranslated
from lilian.planning import province, storage
from lilian.planning.fan import fan_over
from lilian.storage.papers import Paper, plan_workbook, province_table


@dataclass(frozen=True)
class Wanted:
    """The folder to read, who works, for how long, and where to write; None writes nothing. `json_to` may be `-`."""

    folder: Path
    workers: int = 1
    ray: str | None = None
    time_s: float = 3600.0
    json_to: Path | None = None
    out: Path | None = None


def run(wanted: Wanted, language: Language, screen: Screen | None = None) -> int:
    """Do it; return the exit code. Whatever is refused is said in words."""
    screen = screen or Screen(quiet=wanted.json_to == STDOUT)
    translate: Translate = untranslated
    try:
        translate = translator(language)
        return planned(wanted, read_folder(wanted.folder), translate, screen)
    except FaultyRows as refusal:
        screen.refuse(*(f"{name} {problem.line(translate)}" for name, problem in refusal.problems))
        screen.refuse(refusal.text(translate))
        return REFUSED
    except (Refusal, NoCatalogue, CannotWrite) as refusal:
        screen.refuse(refusal.text(translate))
        return REFUSED


def planned(wanted: Wanted, folder: Folder, _: Translate, screen: Screen) -> int:
    spare_the_files(wanted, folder)
    ready(lambda: province.warm(folder.problem), screen, _)
    watch = province.Watch()
    with fan_over(wanted.workers, wanted.ray) as fan:
        limits = province.Limits(time_s=wanted.time_s)
        plan = province.solve(folder.problem, limits=limits, fan=fan, watch=watch)
        wrong = province.faults(folder.problem, plan, fan=fan)
    if wrong:
        screen.refuse(_("方案没有通过复核，什么也没有写出。请把下面几行发给开发人员："), *wrong)
        return NOT_SOUND
    written = [write(path, data) for path, data in files(plan, folder, wanted, _)]
    if wanted.json_to == STDOUT:
        screen.data(json_text(plan))
    else:
        names = {code: store.name for code, store in folder.shared_stores.items()}
        screen.show(province_table(plan, seconds=watch.seconds, names=names, translate=_))
    for path in written:
        screen.note(_("已写出 {path}").format(path=path))
    return DONE


def spare_the_files(wanted: Wanted, folder: Folder) -> None:
    """
    :raises WouldOverwrite: if what is written would take the place of what was read
    """
    given = {path.resolve() for path in folder.files}
    for target in (wanted.json_to, *(county_file(wanted.out, each.name) for each in folder.problem.counties)):
        if target is not None and target.resolve() in given:
            raise WouldOverwrite(path=target)


def county_file(out: Path | None, county: str) -> Path | None:
    return out / f"{county}.xlsx" if out else None


def files(plan: province.Plan, folder: Folder, wanted: Wanted, _: Translate) -> Iterator[tuple[Path, bytes]]:
    if wanted.json_to and wanted.json_to != STDOUT:
        yield wanted.json_to, json_text(plan).encode()
    for one in plan.counties:
        target = county_file(wanted.out, one.county)
        if target:
            yield target, plan_workbook(paper(one, folder, _))


def json_text(plan: province.Plan) -> str:
    """The whole plan with its proof, as `docs/schemas/province.json` says; the same plan gives the same bytes."""
    return province.to_json(plan).decode() + "\n"


def paper(one: province.CountyPlan, folder: Folder, _: Translate) -> Paper:
    """A county's own plan as its office prints it; a shared store shows the room that was granted."""
    book = folder.books.get(one.county)
    return Paper(
        problem=one.granted,
        plan=one.plan,
        practice=storage.practice(one.granted),
        made_at=datetime.now(CHINA),
        title=f"{one.county} {storage_title(one.granted, _)}",
        lot_notes=lot_notes(book) if book else {},
        store_notes=folder.store_notes(one.county),
    )

"""What a line wrote is graded and kept. Reading and grading come first and hold nobody up; the rest is one write."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from django.db import transaction

from lilian.base import audit, imports
from lilian.base.actors import Actor
from lilian.catalog.values import StandardInForce
from lilian.sorting import rules
from lilian.sorting.actions.refusals import BadRows, FileTaken, ForeignGrade, NoGoodRows, OtherStandard, UnknownMark
from lilian.sorting.actions.runs import running
from lilian.sorting.models import FruitData, LineFile, Tally
from lilian.sorting.sheets import LineData, as_file, mapping_text, own_mapping, read_line_data
from lilian.sorting.sheets.wire import columns_of
from lilian.sorting.values import FruitRecord, Profile

TALLIES_AT_ONCE = 500


@dataclass(frozen=True)
class LineReport:
    """A file read and graded, nothing written yet."""

    name: str
    digest: str
    profile: Profile
    standard: StandardInForce
    data: LineData
    graded: rules.Graded
    tallies: tuple[rules.Tally, ...]


def by_grade(report: LineReport) -> dict[str, tuple[int, int]]:
    """Fruit and 0.1 g of each grade."""
    return rules.by_grade(report.tallies)


def against_machine(report: LineReport) -> dict[str, dict[str, int]]:
    """Fruit by the machine's grade, then ours."""
    return rules.against_machine(report.tallies)


def report_on(*, data: bytes, name: str, profile: Profile, standard: StandardInForce) -> LineReport:
    """Read a file through a profile and grade every good row.

    :raises FileRefused: if it cannot be read at all
    :raises ForeignGrade: if the machine gave a grade, by the profile, that the standard has not
    """
    found = read_line_data(data, profile.mapping, name=name)
    known = {"", *(band.grade for band in standard.bands)}
    foreign = [grade for grade in found.fruit.machine_grades_met if grade not in known]
    if foreign:
        raise ForeignGrade(grade=foreign[0])
    graded = rules.graded(found.fruit, standard.bands)
    tallies = tuple(rules.counted(found.fruit, graded, standard.bands))
    return LineReport(name, imports.digest(data), profile, standard, found, graded, tallies)


def report_on_records(
    *, records: Sequence[FruitRecord], name: str, profile: Profile, standard: StandardInForce
) -> LineReport:
    """Fruit a program tells one by one, as `report_on` does it: the profile says what the machine's codes mean.

    :raises FileRefused, ForeignGrade: as `report_on` says; record i stands in line i + `sheets.FIRST_LINE`
    """
    own = replace(profile, mapping=own_mapping(profile.mapping))
    data = as_file(name, records, own.mapping)
    return report_on(data=data, name=f"{name}.csv", profile=own, standard=standard)


def take_file(*, actor: Actor, run_id: int, report: LineReport, now: datetime, take_good_rows: bool = False) -> int:
    """Keep a file with its run; returns its key.

    :raises BadRows: if rows are wrong and the good ones alone were not asked for; nothing is kept then
    :raises NoGoodRows, FileTaken, UnknownMark, RunEnded: nothing is kept then
    """
    if report.data.bad and not take_good_rows:
        raise BadRows(bad=report.data.bad)
    if not len(report.data.fruit):
        raise NoGoodRows()
    packed = _packed(report)
    with transaction.atomic():
        return _write(actor, run_id, report, packed, now)


def _packed(report: LineReport) -> bytes:
    """The columns and the grades as an .npz anybody can open, with what its numbers point to."""
    fruit, held = report.data.fruit, io.BytesIO()
    words = {"machine_grades": np.array(fruit.machine_grades, np.str_), "marks": np.array(fruit.marks, np.str_)}
    grades = {"graded": report.graded.grade, "grades": np.array([band.grade for band in report.standard.bands])}
    np.savez_compressed(held, **columns_of(fruit), **words, **grades)  # type: ignore[arg-type]  # arrays by name
    return held.getvalue()


def _write(actor: Actor, run_id: int, report: LineReport, packed: bytes, now: datetime) -> int:
    run = running(actor, run_id)
    if report.standard.version_id != run.standard_id:
        raise OtherStandard(run=run.code)
    if run.files.filter(digest=report.digest).exists():
        raise FileTaken(run=run.code)
    marks = set(run.inputs.exclude(mark="").values_list("mark", flat=True))
    foreign = sorted(mark for mark in report.data.fruit.marks if mark and mark not in marks)
    if marks and foreign:
        raise UnknownMark(mark=foreign[0])
    made = LineFile.objects.create(
        run=run,
        name=report.name[:200],
        digest=report.digest,
        profile=report.profile.name[:80],
        mapping=mapping_text(report.profile.mapping),
        rows=report.data.rows,
        left_out=report.data.bad,
        fruit=len(report.data.fruit),
        weight_dg=report.data.fruit.weight_dg,
        fallen=report.graded.fallen,
        short={what.value: count for what, count in report.graded.short.items() if count},
        unseen=[what.value for what in report.graded.unseen],
        at=now,
        sent_by=actor.name[:80],
    )
    FruitData.objects.create(file=made, columns=packed)
    Tally.objects.bulk_create(
        (
            Tally(
                file=made,
                mark=one.mark,
                grade=one.grade,
                machine=one.machine,
                bin_g=one.bin_g,
                fruit=one.fruit,
                weight_dg=one.weight_dg,
            )
            for one in report.tallies
        ),
        batch_size=TALLIES_AT_ONCE,
    )
    data = {"name": made.name, "digest": made.digest, "fruit": made.fruit, "left_out": made.left_out}
    audit.record(actor=actor, event="sorting.file_taken", subject=made, at=now, data=data)
    return made.pk

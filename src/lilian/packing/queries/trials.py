"""A shift that was played, as its job keeps it."""

from dataclasses import dataclass
from typing import Any

from lilian.base import jobs
from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.packing.values import PolicyReport, SpecFigures, Way


@dataclass(frozen=True)
class Trial:
    """`reports` are in the order practice, exact, ours; none while it is being played."""

    job: Any
    spec_id: int
    spec: str
    figures: SpecFigures
    source: str
    fruit_g: tuple[int, ...]
    reports: tuple[PolicyReport, ...]


def trial(actor: Actor, job_id: int, kind: str) -> Trial:
    """:raises NotFound: if there is none that this actor may see"""
    actor.must("packing.see")
    job = jobs.jobs(actor).filter(pk=job_id, kind=kind).first()
    if job is None:
        raise NotFound()
    said = job.arguments
    rows = [row | {"way": Way(row["way"])} for row in job.result.get("reports", [])]
    reports = tuple(PolicyReport(**row) for row in rows)
    figures = SpecFigures(**said["figures"])
    return Trial(job, said["spec_id"], said["spec"], figures, said["source"], tuple(said["fruit_g"]), reports)

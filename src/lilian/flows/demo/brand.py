"""The demo's marks: the county's origin mark with its rules, who may use it, labels issued, spoiled and asked for."""

from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone

from lilian.base.actors import Actor
from lilian.brand import actions, queries
from lilian.brand.values import Area, LabelDraft, LicenceDraft, MarkDraft, MarkKind, RulesDraft, Ruling
from lilian.catalog import queries as catalog
from lilian.flows.demo.geography import TOWNSHIPS
from lilian.flows.demo.packing import GRADE, GROWER
from lilian.members import queries as members

OTHER = "J02"
BOX_G, ISSUED, ASKED = 3_600, 60, 40
FOR, BEFORE = timedelta(days=365), timedelta(days=45)
MARK = MarkDraft("GI", "隰县玉露香梨", MarkKind.ORIGIN, "演示：县果业服务中心", "演示 AGI0000")


def bear(actor: Actor, packer: int, spec: int, count: int, at: datetime) -> int:
    """The mark with its rules, and the packer's licence with labels for so many boxes; the licence's key."""
    day = timezone.localdate(at)
    mark = actions.add_mark(actor=actor, draft=MARK, now=at)
    actions.publish_rules(actor=actor, mark_id=mark, draft=_rules(spec, day - BEFORE), now=at)
    licence = _granted(actor, mark, packer, day - BEFORE, at)
    actions.issue(actor=actor, ask_id=_asked(actor, licence, spec, count, at), now=at)
    return licence


def load_brand(actor: Actor, _random: Random, day: date, now: datetime) -> None:
    """Others that may use it, one of them suspended; more labels, issued and asked for."""
    firms = {one.code: one.pk for one in members.organisations(actor).filter(code__in=(GROWER, OTHER))}
    first = queries.licences(actor).get()
    held = {code: _granted(actor, first.mark_id, key, day - timedelta(days=3), now) for code, key in firms.items()}
    actions.rule(actor=actor, licence_id=held[OTHER], ruling=Ruling.SUSPEND, reason="用标报告没有按月报", now=now)
    spec = queries.rules_on(first.mark_id, day).labels.all()[0].spec_id
    actions.issue(actor=actor, ask_id=_asked(actor, first.pk, spec, ISSUED, now), now=now)
    _asked(actor, first.pk, spec, ASKED, now)


def _rules(spec: int, since: date) -> RulesDraft:
    variety = catalog.variety_named("玉露香梨")
    assert variety is not None
    standard = catalog.versions(catalog.standards()[0].pk)[0]
    grades = [band.grade for band in standard.bands]
    return RulesDraft(
        variety_id=variety.pk,
        version_id=standard.version_id,
        grades=tuple(grades[grades.index(GRADE) :]),
        areas=tuple(Area(one.code) for one in TOWNSHIPS if one.valid_until is None),
        labels=(LabelDraft(spec, BOX_G),),
        effective_from=since,
        source="演示：用标管理办法",
    )


def _granted(actor: Actor, mark: int, firm: int, since: date, now: datetime) -> int:
    draft = LicenceDraft(mark, firm, since, since + FOR)
    return actions.grant(actor=actor, draft=draft, client_key=f"demo-mark-{firm}", now=now)


def _asked(actor: Actor, licence: int, spec: int, count: int, now: datetime) -> int:
    key = f"demo-labels-{count}"
    return actions.ask(actor=actor, licence_id=licence, spec_id=spec, count=count, client_key=key, now=now)

"""The demo's marks: the county's origin mark with its rules, who may use it, labels issued, spoiled and asked for."""

from datetime import date, datetime, timedelta
from random import Random

from lilian.base.actors import Actor
from lilian.brand import actions
from lilian.brand.values import Area, LabelDraft, LicenceDraft, MarkDraft, MarkKind, RulesDraft, Ruling
from lilian.catalog import queries as catalog
from lilian.flows.demo.geography import TOWNSHIPS
from lilian.flows.demo.packing import GRADE, GROWER, PACKER
from lilian.members import queries as members
from lilian.packing import queries as packing

OTHER = "J02"
BOX = "YLX-10"
BOX_G, ISSUED, ASKED = 3_600, 60, 40
FOR = timedelta(days=365)


def load_brand(actor: Actor, _random: Random, day: date, now: datetime) -> None:
    firms = {one.code: one.pk for one in members.organisations(actor).filter(code__in=(GROWER, PACKER, OTHER))}
    made = MarkDraft("GI", "隰县玉露香梨", MarkKind.ORIGIN, "演示：县果业服务中心", "演示 AGI0000")
    mark = actions.add_mark(actor=actor, draft=made, now=now)
    actions.publish_rules(actor=actor, mark_id=mark, draft=_rules(actor, day), now=now)
    held = {
        code: _granted(actor, mark, key, day - timedelta(days=number), now)
        for number, (code, key) in enumerate(firms.items())
    }
    actions.rule(actor=actor, licence_id=held[OTHER], ruling=Ruling.SUSPEND, reason="用标报告没有按月报", now=now)
    spec = _box(actor, day)
    first = _asked(actor, held[PACKER], spec, ISSUED, now)
    actions.issue(actor=actor, ask_id=first, now=now)
    _asked(actor, held[PACKER], spec, ASKED, now)


def _rules(actor: Actor, day: date) -> RulesDraft:
    variety = catalog.variety_named("玉露香梨")
    assert variety is not None
    standard = catalog.standard_on(day, variety)
    grades = [band.grade for band in standard.bands]
    return RulesDraft(
        variety_id=variety.pk,
        version_id=standard.version_id,
        grades=tuple(grades[grades.index(GRADE) :]),
        areas=tuple(Area(one.code) for one in TOWNSHIPS if one.valid_until is None),
        labels=(LabelDraft(_box(actor, day), BOX_G),),
        effective_from=day,
        source="演示：用标管理办法",
    )


def _box(actor: Actor, day: date) -> int:
    return next(card.spec_id for card in packing.specs(actor, day) if card.code == BOX)


def _granted(actor: Actor, mark: int, firm: int, since: date, now: datetime) -> int:
    draft = LicenceDraft(mark, firm, since, since + FOR)
    return actions.grant(actor=actor, draft=draft, client_key=f"demo-mark-{firm}", now=now)


def _asked(actor: Actor, licence: int, spec: int, count: int, now: datetime) -> int:
    key = f"demo-labels-{count}"
    return actions.ask(actor=actor, licence_id=licence, spec_id=spec, count=count, client_key=key, now=now)

"""Guo's co-operative may use the mark of origin on Mei's pears: 100 kg graded, of the area, certified."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from lilian.base.actors import Actor
from lilian.base.policy import Role
from lilian.brand import actions
from lilian.brand.models import Issue, Licence
from lilian.brand.values import Area, LabelDraft, LicenceDraft, MarkDraft, MarkKind, RulesDraft, Ruling, label_number
from lilian.catalog.models import GradeBand, Standard, StandardVersion
from lilian.catalog.values import COUNTY_BANDS
from lilian.certificates import actions as certificates
from lilian.certificates.values import CertificateDraft, Form, Part
from lilian.flows import packing as flows
from lilian.members.models import Household, Organisation, Township
from lilian.packing.models import Box
from lilian.packing.values import Source, Weighed
from tests.packing.boxing import LATER, Boxing, the_boxing
from tests.stock.goods import KG, NOW, TODAY

USCC = "91110000600037341L"
HERE, THERE = "141031100", "141032100"
GRAMS = 2_500  # a label stands for a box


@dataclass(frozen=True)
class Marking:
    """`licence` is the co-operative's; `certificate` stands for all of `boxing.first`."""

    boxing: Boxing
    mark: int
    licence: int
    certificate: int

    @property
    def office(self) -> Actor:
        return self.boxing.goods.actor()

    @property
    def guo(self) -> Actor:
        return self.boxing.goods.actor(Role.COOP_MANAGER)

    def asked(self, count: int, key: str = "ask", spec: int | None = None) -> int:
        said = {"licence_id": self.licence, "spec_id": spec or self.boxing.spec, "count": count}
        return actions.ask(actor=self.guo, client_key=key, now=NOW, **said)

    def issued(self, count: int, key: str = "ask") -> Issue:
        return Issue.objects.get(pk=actions.issue(actor=self.office, ask_id=self.asked(count, key), now=NOW))

    def opened(self, key: str = "open", now: datetime = NOW, **said: Any) -> int:
        draft = self.boxing.draft(**said)
        return flows.open_packing(
            actor=self.boxing.packer, draft=draft, client_key=key, now=now, licence_id=self.licence
        )

    def packed(self, packing_id: int, boxes: int, key: str = "box", now: datetime = LATER) -> list[Box]:
        made = flows.pack_boxes(
            actor=self.boxing.packer,
            packing_id=packing_id,
            boxes=[Weighed(net_g=2_510)] * boxes,
            source=Source.API,
            client_key=key,
            now=now,
        )
        found = Box.objects.in_bulk(made)
        return [found[each] for each in made]

    def ruled(self, ruling: Ruling, reason: str = "抽查不合格") -> None:
        actions.rule(actor=self.office, licence_id=self.licence, ruling=ruling, reason=reason, now=NOW)


def number(issue: Issue, place: int) -> str:
    """The number on the label counted `place` from 0."""
    return label_number(issue.first + place, issue.secret)


def rules_draft(boxing: Boxing, **changes: Any) -> RulesDraft:
    version = StandardVersion.objects.get()
    plain = RulesDraft(
        variety_id=boxing.goods.variety.pk,
        version_id=version.pk,
        grades=("first", "special"),
        areas=(Area(HERE, "上庄"), Area(HERE, "李家")),
        labels=(LabelDraft(boxing.spec, GRAMS),),
        effective_from=date(2026, 1, 1),
        source="用标管理办法",
    )
    return replace(plain, **changes)


def licence_draft(mark_id: int, organisation_id: int, **changes: Any) -> LicenceDraft:
    plain = LicenceDraft(mark_id, organisation_id, TODAY - timedelta(days=100), TODAY + timedelta(days=265))
    return replace(plain, **changes)


def a_standard() -> None:
    standard = Standard.objects.create(code="YLX", name="玉露香梨质量要求")
    version = StandardVersion.objects.create(
        standard=standard, number=1, effective_from=date(2026, 1, 1), source="测试", published_at=NOW
    )
    for band in COUNTY_BANDS:
        GradeBand.objects.create(
            version=version, grade=band.grade, name=band.name, low_g=band.low_g, high_g=band.high_g
        )


def at_home(coop: Organisation, mei: Household, qiao: Household) -> None:
    """The co-operative and Mei live in the area, Qiao beyond it."""
    here = Township.objects.create(code=HERE, name="城南乡")
    coop.township, coop.village, coop.uscc = here, "上庄", USCC
    coop.save()
    Household.objects.filter(pk=mei.pk).update(village="上庄")
    Household.objects.filter(pk=qiao.pk).update(village="河外")


def certified(boxing: Boxing, lot_id: int, weight_g: int = 100 * KG, key: str = "cert") -> int:
    draft = CertificateDraft(
        form=Form.PRODUCER,
        organisation_id=boxing.goods.coop.pk,
        variety_id=boxing.goods.variety.pk,
        weight_g=weight_g,
        signed_by="郭守库",
        contact="13800008001",
        lots=(Part(lot_id, weight_g),),
    )
    return certificates.issue(actor=boxing.goods.actor(), draft=draft, client_key=key, now=NOW)


def the_marking(days: int = 265) -> Marking:
    """The licence lasts so many days after today's."""
    boxing = the_boxing()
    goods = boxing.goods
    a_standard()
    at_home(goods.coop, goods.mei, goods.qiao)
    office = goods.actor()
    draft = MarkDraft("XXL", "隰县玉露香梨", MarkKind.ORIGIN, "隰县果业局", "GI-2013")
    mark = actions.add_mark(actor=office, draft=draft, now=NOW)
    actions.publish_rules(actor=office, mark_id=mark, draft=rules_draft(boxing), now=NOW)
    draft_of_it = licence_draft(mark, goods.coop.pk, valid_until=TODAY + timedelta(days=days))
    made = actions.grant(actor=office, draft=draft_of_it, client_key="licence", now=NOW)
    return Marking(boxing, mark, Licence.objects.get(pk=made).pk, certified(boxing, boxing.first))

"""A contract of each of two organisations, and a template, for the matrix of permissions."""

from datetime import date

import msgspec
from django.utils import timezone

from lilian.catalog.models import Season, Variety
from lilian.contracts.models import Contract, Template, TemplateVersion, Terms
from lilian.members.models import Household, Organisation
from tests.contracts.orchard import FLOOR, SHEET


def records(home: Organisation, away: Organisation, wanted: str) -> dict[str, tuple[int, int]]:
    """Keys of each kind of record: (own, foreign), made where the page under test is about one."""
    if wanted not in ("contract", "template"):
        return {}
    now = timezone.now()
    variety, _ = Variety.objects.get_or_create(code="W", defaults={"name": "世界梨"})
    template = Template.objects.create(code="T", name="范本", variety=variety, at=now, added_by="")
    version = TemplateVersion.objects.create(
        template=template,
        number=1,
        sheet=msgspec.to_builtins(SHEET),
        reason="第一版",
        published_at=now,
        published_by="",
    )
    season = Season.objects.create(code="W", name="世界季", starts_on=date(2001, 8, 1), ends_on=date(2002, 8, 1))
    pair = [contract_of(one, season, version, variety) for one in (home, away)]
    return {"contract": (pair[0], pair[1]), "template": (template.pk, template.pk)}


def contract_of(coop: Organisation, season: Season, version: TemplateVersion, variety: Variety) -> int:
    """Unsigned, with the co-operative itself as the buyer."""
    now = timezone.now()
    made = Contract.objects.create(
        number=f"W-{coop.code}", season=season, buyer=coop, coop=coop, version=version, is_supported=False,
        household=Household.objects.get(organisation=coop), household_name="某家", at=now,
        batch="", asked="", made_by="",
    )  # fmt: skip
    terms = Terms.objects.create(
        contract=made, number=1, effective_from=date(2001, 8, 1), deliver_from=date(2001, 9, 1),
        deliver_until=date(2001, 10, 1), deposit_fen=0, credit_limit_fen=0, tolerance_permille=0, over="contract",
        pay_within_days=0,
        deductions=[], penalties=msgspec.to_builtins(SHEET.penalties), milestones=[], digest="", parties=2, at=now,
        written_by="",
    )  # fmt: skip
    terms.lines.create(variety=variety, grade="first", expected_g=1_000, floor_fen=600, rule=msgspec.to_builtins(FLOOR))
    return made.pk

"""A licence and an ask of each of two organisations, for the matrix of permissions."""

from datetime import timedelta

from django.utils import timezone

from lilian.brand.models import Ask, Issue, LabelKind, Licence, Mark, Rules
from lilian.catalog.models import Standard, StandardVersion, Variety
from lilian.members.models import Organisation
from lilian.usage.models import Report
from tests.packing import world as packing_world

USCC = ("91110000600037341L", "91440300708461136T")


def records(home: Organisation, away: Organisation, wanted: str) -> dict[str, tuple[int, int]]:
    """Keys of each kind of record: (own, foreign), made where the page under test is about one."""
    if wanted not in ("licence", "label_ask", "label_issue", "mark", "mark_rules", "use_report"):
        return {}
    now = timezone.now()
    today = timezone.localdate(now)
    mark = Mark.objects.create(code="W", name="世界标", kind="origin", owner="世界果业局", at=now)
    if wanted == "mark":
        return {"mark": (mark.pk, mark.pk)}
    spec = packing_world.records(home, away, "spec")["spec"][0]
    standard = Standard.objects.create(code="W-BRAND", name="世界标准")
    version = StandardVersion.objects.create(
        standard=standard, number=1, effective_from=today, source="测试", published_at=now
    )
    rules = Rules.objects.create(
        mark=mark, number=1, variety=Variety.objects.get(code="W"), version=version, grades=",first,",
        areas=[["141031100", ""]], effective_from=today, source="测试", at=now,
    )  # fmt: skip
    kind = LabelKind.objects.create(rules=rules, spec_id=spec, grams=2_500, per_box=1)
    made = [_licence(mark, owner, place) for place, owner in enumerate((home, away))]
    if wanted == "mark_rules":
        return {"mark_rules": (mark.pk, mark.pk)}
    if wanted == "licence":
        return {"licence": (made[0].pk, made[1].pk)}
    if wanted == "use_report":
        figures = dict.fromkeys(("used", "spoiled", "returned", "on_hand", "expected"), 0)
        reports = [Report.objects.create(licence=one, month=today.replace(day=1), at=now, **figures).pk for one in made]
        return {"use_report": (reports[0], reports[1])}
    asks = [
        Ask.objects.create(
            licence=licence, kind=kind, count=5, at=now, asked_by="", client_key=f"ask-{licence.number}"
        ).pk
        for licence in made
    ]
    if wanted == "label_ask":
        return {"label_ask": (asks[0], asks[1])}
    issues = [
        Issue.objects.create(
            ask_id=asks[place], licence=licence, kind=kind, first=10 * place + 1, last=10 * place + 5, grams=2_500,
            secret="00" * 32, at=now, issued_by="",
        ).pk
        for place, licence in enumerate(made)
    ]  # fmt: skip
    return {"label_issue": (issues[0], issues[1])}


def _licence(mark: Mark, owner: Organisation, place: int) -> Licence:
    today = timezone.localdate()
    return Licence.objects.create(
        mark=mark, organisation=owner, number=f"W-{place}", holder=owner.name, credit_code=USCC[place],
        valid_from=today - timedelta(days=40), valid_until=today + timedelta(days=40), at=timezone.now(),
        granted_by="", client_key=f"w-{owner.code}",
    )  # fmt: skip

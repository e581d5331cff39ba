"""Templates and their versions: what is agreed with whole villages at once is written once."""

from datetime import datetime

import msgspec
from django.db import transaction
from django.db.models import Max

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.catalog import queries as catalog
from lilian.contracts.actions.markets import NoSuchMarket
from lilian.contracts.actions.writing import NoSuchGrade
from lilian.contracts.models import Market, Template, TemplateVersion
from lilian.contracts.rules.sheets import check_sheet
from lilian.contracts.values.terms import Sheet
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, NotFound


class TemplateTaken(AlreadyDone):
    code = "contracts.template_taken"
    sentence = gettext_noop("范本“{name}”已经有了。")


class TemplateUnsaid(Invalid):
    code = "contracts.template_unsaid"
    sentence = gettext_noop("范本要有编号和名称，新的一版要写明为什么改。")


class SameSheet(AlreadyDone):
    code = "contracts.same_sheet"
    sentence = gettext_noop("和现在的这一版一样，没有改动。")


@transaction.atomic
def add_template(*, actor: Actor, code: str, name: str, variety_id: int, sheet: Sheet, now: datetime) -> int:
    """A template with its first version; return the template's key.

    :raises TemplateTaken, TemplateUnsaid, BadSheet, NotFound: nothing is written then
    """
    actor.must("contracts.change_templates")
    code, name = code.strip(), name.strip()
    if not code or not name:
        raise TemplateUnsaid()
    if not catalog.varieties().filter(pk=variety_id).exists():
        raise NotFound()
    if Template.objects.filter(code=code).exists() or Template.objects.filter(name=name).exists():
        raise TemplateTaken(name=name)
    made = Template.objects.create(code=code, name=name, variety_id=variety_id, at=now, added_by=actor.name[:80])
    _publish(actor, made, sheet, gettext_noop("第一版"), now)
    return made.pk


@transaction.atomic
def publish_template(*, actor: Actor, template_id: int, sheet: Sheet, reason: str, now: datetime) -> int:
    """The next version; contracts made of an earlier one stay as they are. Return its key.

    :raises SameSheet: if nothing is said otherwise than before
    :raises TemplateUnsaid, BadSheet, NotFound: nothing is written then
    """
    actor.must("contracts.change_templates")
    found = Template.objects.select_for_update().filter(pk=template_id).first()
    if found is None:
        raise NotFound()
    if not reason.strip():
        raise TemplateUnsaid()
    return _publish(actor, found, sheet, reason.strip(), now)


def _publish(actor: Actor, template: Template, sheet: Sheet, reason: str, now: datetime) -> int:
    check_sheet(sheet)
    _check_named(sheet)
    own = TemplateVersion.objects.filter(template=template)
    number = own.aggregate(last=Max("number"))["last"] or 0
    if number and msgspec.convert(own.get(number=number).sheet, Sheet) == sheet:
        raise SameSheet()
    made = TemplateVersion.objects.create(
        template=template,
        number=number + 1,
        sheet=msgspec.to_builtins(sheet),
        reason=reason[:200],
        published_at=now,
        published_by=actor.name[:80],
    )
    data = {"template": template.code, "number": made.number, "reason": reason}
    audit.record(actor=actor, event="contracts.template_published", subject=made, at=now, data=data)
    return made.pk


def _check_named(sheet: Sheet) -> None:
    """:raises NoSuchMarket, NoSuchGrade: if it names what is not there"""
    markets = set(Market.objects.values_list("code", flat=True))
    grades = catalog.grade_names()
    for one in sheet.grades:
        if one.rule.market and one.rule.market not in markets:
            raise NoSuchMarket(given=one.rule.market)
        for grade in (one.grade, one.rule.quoted_grade):
            if grade and grade not in grades:
                raise NoSuchGrade(given=grade)

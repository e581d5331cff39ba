"""Templates and their versions."""

import msgspec
from django.db.models import QuerySet

from lilian.base.actors import Actor
from lilian.contracts.models import Template, TemplateVersion
from lilian.contracts.values.terms import Sheet
from lilian.kernel.refusal import NotFound


def templates(actor: Actor) -> QuerySet[Template]:
    actor.must("contracts.make")
    return Template.objects.select_related("variety").prefetch_related("versions")


def template(actor: Actor, template_id: int) -> Template:
    """:raises NotFound: if there is none"""
    found = templates(actor).filter(pk=template_id).first()
    if found is None:
        raise NotFound()
    return found


def newest_versions(actor: Actor) -> list[TemplateVersion]:
    """The newest version of each template: what contracts are made of."""
    actor.must("contracts.make")
    newest: dict[int, TemplateVersion] = {}
    for one in TemplateVersion.objects.select_related("template__variety").order_by("template__code", "number"):
        newest[one.template_id] = one
    return list(newest.values())


def version(actor: Actor, version_id: int) -> TemplateVersion:
    """:raises NotFound: if there is none"""
    actor.must("contracts.make")
    found = TemplateVersion.objects.select_related("template__variety").filter(pk=version_id).first()
    if found is None:
        raise NotFound()
    return found


def sheet_of(version: TemplateVersion) -> Sheet:
    """What a version says."""
    return msgspec.convert(version.sheet, Sheet)

"""Licences: granted once, suspended and revoked for everybody to see, never changed; rules in versions."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from lilian.base.actors import Actor
from lilian.base.idempotency import KeyReused
from lilian.brand import actions, queries, rules
from lilian.brand.actions import refusals
from lilian.brand.models import Decision, Licence, Rules
from lilian.brand.queries.soundness import licence_faults
from lilian.brand.values import LabelDraft, LicenceDraft, MarkDraft, MarkKind, PublicLicence, Ruling, State
from lilian.kernel.refusal import NotAllowed, NotFound, Refusal
from tests.brand.marking import USCC, Marking, licence_draft, rules_draft
from tests.stock.goods import NOW, TODAY


def granted(marking: Marking, draft: LicenceDraft, key: str = "again", actor: Actor | None = None) -> int:
    return actions.grant(actor=actor or marking.office, draft=draft, client_key=key, now=NOW)


def the_next(marking: Marking, before: Licence) -> LicenceDraft:
    begins = before.valid_until + timedelta(days=1)
    said = {"valid_from": begins, "valid_until": begins + timedelta(days=300)}
    return licence_draft(marking.mark, marking.boxing.goods.coop.pk, **said)


def test_a_licence_keeps_who_holds_it_and_its_number_counts(marking: Marking) -> None:
    first = Licence.objects.get(pk=marking.licence)
    assert (first.number, first.credit_code) == ("XXL-2026-0001", USCC)
    after = the_next(marking, first)
    second = Licence.objects.get(pk=granted(marking, after))
    assert second.number.endswith(f"{after.valid_from.year}-0001")
    assert granted(marking, after) == second.pk
    with pytest.raises(KeyReused):
        granted(marking, replace(after, valid_until=after.valid_until + timedelta(days=1)))


def test_one_licence_a_day_unless_it_was_revoked(marking: Marking) -> None:
    same = licence_draft(marking.mark, marking.boxing.goods.coop.pk)
    with pytest.raises(refusals.LicensedAlready):
        granted(marking, same)
    first = Licence.objects.get(pk=marking.licence)
    first.pk, first.number, first.client_key = None, "X", "x"
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save(force_insert=True)
    marking.ruled(Ruling.REVOKE)
    assert granted(marking, same) != marking.licence


def test_who_has_no_credit_code_gets_none(marking: Marking) -> None:
    with pytest.raises(refusals.NoCreditCode):
        granted(marking, licence_draft(marking.mark, marking.boxing.goods.shop.pk))


def test_only_the_office_grants_and_rules(marking: Marking) -> None:
    with pytest.raises(NotAllowed):
        granted(marking, licence_draft(marking.mark, marking.boxing.goods.coop.pk), actor=marking.guo)
    with pytest.raises(NotAllowed):
        actions.rule(actor=marking.guo, licence_id=marking.licence, ruling=Ruling.SUSPEND, reason="x", now=NOW)


def test_a_licence_that_ends_before_it_begins_is_none(marking: Marking) -> None:
    with pytest.raises(rules.WrongValidity):
        granted(
            marking, licence_draft(marking.mark, marking.boxing.goods.coop.pk, valid_until=TODAY.replace(year=2020))
        )


def test_what_was_decided_is_public_and_stays(marking: Marking) -> None:
    marking.ruled(Ruling.SUSPEND, "抽查不合格")
    found = queries.public("xxl-2026-0001", TODAY)
    assert isinstance(found, PublicLicence)
    assert (found.state, found.reason) == (State.SUSPENDED, "抽查不合格")
    with pytest.raises(refusals.DoesNotFollow):
        marking.ruled(Ruling.SUSPEND)
    marking.ruled(Ruling.RESUME, "整改好了")
    marking.ruled(Ruling.REVOKE, "冒用")
    with pytest.raises(refusals.DoesNotFollow):
        marking.ruled(Ruling.RESUME)
    assert [row.ruling for row in queries.decisions(marking.licence)] == ["revoke", "resume", "suspend"]
    for change in (lambda: Decision.objects.all().delete(), lambda: Licence.objects.update(holder="x")):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(licence_id=marking.licence, ruling="resume", reason="x", at=NOW, ruled_by="")
    assert list(licence_faults()) == []


def test_a_decision_says_why(marking: Marking) -> None:
    with pytest.raises(refusals.NoReason):
        marking.ruled(Ruling.SUSPEND, " ")


def test_another_organisation_knows_of_no_licence_of_ours(marking: Marking) -> None:
    hai = marking.boxing.goods.actor(marking.guo.duties[0].role, marking.boxing.goods.shop)
    assert list(queries.licences(hai)) == []
    with pytest.raises(NotFound):
        queries.licence(hai, marking.licence)


def test_what_ends_soon_is_told_until_there_is_one_after_it(marking: Marking) -> None:
    licence = Licence.objects.get(pk=marking.licence)
    near = licence.valid_until - timedelta(days=30)
    assert [card.number for card in queries.ending(marking.guo, near)] == [licence.number]
    assert queries.ending(marking.guo, near - timedelta(days=60)) == []
    after = the_next(marking, licence)
    granted(marking, after)
    assert queries.ending(marking.guo, near) == []


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"grades": ()}, rules.NoRules),
        ({"areas": ()}, rules.NoRules),
        ({"outside": 1_000}, rules.WrongFigures),
        ({"report_day": 31}, rules.WrongFigures),
        ({"grades": ("royal",)}, refusals.GradeNotThere),
        ({"effective_from": TODAY}, refusals.RulesReachBack),
    ],
)
def test_rules_that_are_none(marking: Marking, changes: dict[str, object], refusal: type[Refusal]) -> None:
    draft = rules_draft(marking.boxing, **{"effective_from": TODAY + timedelta(days=1), **changes})
    with pytest.raises(refusal):
        actions.publish_rules(actor=marking.office, mark_id=marking.mark, draft=draft, now=NOW)
    assert Rules.objects.count() == 1


def test_a_label_that_stands_for_less_than_a_box_is_refused(marking: Marking) -> None:
    labels = (LabelDraft(marking.boxing.spec, 1_000, 2),)
    draft = rules_draft(marking.boxing, labels=labels, effective_from=TODAY + timedelta(days=1))
    with pytest.raises(refusals.LabelTooSmall):
        actions.publish_rules(actor=marking.office, mark_id=marking.mark, draft=draft, now=NOW)


def test_new_rules_count_from_their_day_on(marking: Marking) -> None:
    draft = rules_draft(marking.boxing, grades=("special",), effective_from=TODAY + timedelta(days=1))
    actions.publish_rules(actor=marking.office, mark_id=marking.mark, draft=draft, now=NOW)
    assert [queries.rules_on(marking.mark, TODAY + timedelta(days=n)).number for n in (0, 1)] == [1, 2]


def test_a_mark_is_added_once(marking: Marking) -> None:
    with pytest.raises(refusals.MarkTaken):
        actions.add_mark(actor=marking.office, draft=MarkDraft("xxl", "x", MarkKind.BRAND, "x"), now=NOW)


def test_a_licence_is_renewed_from_the_day_after_it_ends(marking: Marking) -> None:
    before = Licence.objects.get(pk=marking.licence)
    until = before.valid_until + timedelta(days=365)
    said = {"actor": marking.office, "licence_id": before.pk, "client_key": "again", "now": NOW}
    made = Licence.objects.get(pk=actions.renew(valid_until=until, **said))
    assert (made.valid_from, made.valid_until, made.credit_code) == (
        before.valid_until + timedelta(days=1),
        until,
        before.credit_code,
    )
    assert actions.renew(valid_until=until, **said) == made.pk
    with pytest.raises(KeyReused):
        actions.renew(valid_until=until + timedelta(days=1), **said)


@pytest.mark.parametrize("ruling", [Ruling.SUSPEND, Ruling.REVOKE])
def test_one_that_was_stopped_is_not_renewed(marking: Marking, ruling: Ruling) -> None:
    marking.ruled(ruling)
    until = TODAY + timedelta(days=700)
    with pytest.raises(refusals.DoesNotFollow):
        actions.renew(actor=marking.office, licence_id=marking.licence, valid_until=until, client_key="x", now=NOW)

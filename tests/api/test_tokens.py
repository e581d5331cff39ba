"""Tokens: issued once, kept as a digest, worth one role at one organisation, ended at once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from lilian.base.actors import Actor, Duty, system
from lilian.base.models import AuditEvent
from lilian.base.policy import Role
from lilian.kernel.refusal import NotAllowed, NotFound
from lilian.members import queries
from lilian.members.actions import tokens
from lilian.members.models import ApiToken, Organisation

NOW = datetime(2026, 9, 18, 4, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def manager_of(organisation: Organisation) -> Actor:
    duty = Duty(Role.COOP_MANAGER, organisation.pk, frozenset({organisation.pk}))
    return Actor(name="理事长", duties=(duty,))


def issue(at: Organisation, actor: Actor | None = None, **changes: Any) -> tokens.IssuedToken:
    wanted = {"organisation_id": at.pk, "name": "温度计", "role": Role.KEEPER, "now": NOW, **changes}
    return tokens.issue_token(actor=actor or system("test"), **wanted)


def actor_of(issued: tokens.IssuedToken, now: datetime = NOW) -> Actor | None:
    return queries.actor_for_token(issued.secret, now=now)


def test_a_secret_stands_for_its_role_at_its_organisation(coop: Organisation) -> None:
    actor = actor_of(issue(coop))
    assert actor is not None
    assert actor.duties == (Duty(Role.KEEPER, coop.pk, frozenset({coop.pk})),)


def test_the_secret_itself_is_nowhere_in_the_database(coop: Organisation) -> None:
    issued = issue(coop)
    kept = [*ApiToken.objects.values_list("digest", "prefix", "name").get(), *AuditEvent.objects.values_list("data")]
    assert not any(issued.secret in str(value) for value in kept)


def test_the_prefix_tells_tokens_apart(coop: Organisation) -> None:
    issued = issue(coop)
    assert issued.secret.startswith(ApiToken.objects.get().prefix)


def test_two_secrets_are_never_the_same(coop: Organisation) -> None:
    assert issue(coop).secret != issue(coop).secret


def test_a_revoked_token_is_nobody(coop: Organisation) -> None:
    issued = issue(coop)
    tokens.revoke_token(actor=system("test"), token_id=issued.token_id, now=NOW)
    assert actor_of(issued) is None


def test_a_token_ends_when_it_says(coop: Organisation) -> None:
    ends = NOW + timedelta(days=30)
    issued = issue(coop, expires_at=ends)
    assert (actor_of(issued, ends - timedelta(seconds=1)) is None, actor_of(issued, ends)) == (False, None)


def test_the_token_of_an_organisation_that_left_is_nobody(coop: Organisation) -> None:
    issued = issue(coop)
    Organisation.objects.filter(pk=coop.pk).update(left_on=NOW.date())
    assert actor_of(issued) is None


@pytest.mark.parametrize("secret", ["", "lilian_", "lilian_x\x00", "\ud800", "lilian_\ud800"])
def test_a_made_up_secret_is_nobody(coop: Organisation, secret: str) -> None:
    issue(coop)
    assert queries.actor_for_token(secret, now=NOW) is None


def test_a_manager_hands_out_their_own_role(coop: Organisation) -> None:
    assert issue(coop, manager_of(coop), role=Role.COOP_MANAGER).token_id


def test_a_manager_cannot_hand_out_more_than_they_have(coop: Organisation) -> None:
    with pytest.raises(tokens.RoleNotYours):
        issue(coop, manager_of(coop), role=Role.OFFICE)


def test_a_manager_cannot_issue_for_a_foreign_organisation(coop: Organisation, other_coop: Organisation) -> None:
    with pytest.raises(NotFound):
        issue(other_coop, manager_of(coop), role=Role.COOP_MANAGER)


def test_a_keeper_issues_no_tokens(coop: Organisation) -> None:
    with pytest.raises(NotAllowed):
        issue(coop, Actor(name="郭", duties=(Duty(Role.KEEPER, coop.pk, frozenset({coop.pk})),)))


def test_there_is_no_token_for_an_organisation_that_is_not_there(coop: Organisation) -> None:
    with pytest.raises(NotFound):
        issue(coop, organisation_id=coop.pk + 1_000)


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_token_needs_a_name(coop: Organisation, name: str) -> None:
    with pytest.raises(tokens.TokenNeedsName):
        issue(coop, name=name)


def test_a_token_does_not_end_before_it_begins(coop: Organisation) -> None:
    with pytest.raises(tokens.TokenEndsTooSoon):
        issue(coop, expires_at=NOW)


def test_a_token_is_revoked_once(coop: Organisation) -> None:
    issued = issue(coop)
    tokens.revoke_token(actor=system("test"), token_id=issued.token_id, now=NOW)
    with pytest.raises(tokens.TokenAlreadyRevoked):
        tokens.revoke_token(actor=system("test"), token_id=issued.token_id, now=NOW)


def test_a_foreign_token_is_not_shown_to_exist(coop: Organisation, other_coop: Organisation) -> None:
    issued = issue(other_coop)
    with pytest.raises(NotFound):
        tokens.revoke_token(actor=manager_of(coop), token_id=issued.token_id, now=NOW)


def test_issuing_and_revoking_are_audited(coop: Organisation) -> None:
    tokens.revoke_token(actor=system("test"), token_id=issue(coop).token_id, now=NOW)
    assert list(AuditEvent.objects.values_list("event", flat=True)) == [
        "members.token_issued",
        "members.token_revoked",
    ]


def test_a_manager_lists_only_their_own_tokens(coop: Organisation, other_coop: Organisation) -> None:
    own, _ = issue(coop), issue(other_coop)
    assert [token.pk for token in queries.api_tokens(manager_of(coop))] == [own.token_id]


def test_use_is_noted_to_ten_minutes(coop: Organisation) -> None:
    issued = issue(coop)
    tokens.note_token_use(secret=issued.secret, now=NOW)
    tokens.note_token_use(secret=issued.secret, now=NOW + timedelta(minutes=9))
    assert ApiToken.objects.get().last_used_at == NOW

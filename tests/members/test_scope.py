"""Whose people one may see: one's own organisation and what others granted, nothing else."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from lilian.base.actors import NOBODY
from lilian.base.models import AuditEvent
from lilian.base.policy import Role
from lilian.kernel.refusal import AlreadyDone, NotAllowed, NotFound
from lilian.members import actions, queries
from lilian.members.actions.grants import GrantToSelf, NotGrantable
from lilian.members.values import OrganisationKind, PlaceDraft, PlaceKind
from tests.members.cast import NOW, SYSTEM, TODAY, Cast, organisation


def names(cast: Cast, who: str) -> set[str]:
    return {one.name for one in queries.people(cast.actor(who))}


def let_guo_see(cast: Cast, **dates: date) -> int:
    return actions.grant(
        actor=cast.actor("lin"),
        giver_id=cast.other_coop,
        receiver_id=cast.coop,
        permission="members.see_people",
        starts_on=dates.get("starts_on", TODAY),
        ends_on=dates.get("ends_on"),
        now=NOW,
    )


def test_the_office_sees_everyone(cast: Cast) -> None:
    assert len(names(cast, "lin")) == 5


def test_guo_sees_the_people_of_his_own_cooperative_only(cast: Cast) -> None:
    assert names(cast, "guo") == {"林秀梅", "郭守库"}


def test_guo_finds_no_person_of_qiaos_cooperative(cast: Cast) -> None:
    with pytest.raises(NotFound):
        queries.person(cast.actor("guo"), cast.people["qiao"])


def test_guo_may_not_ask_for_the_list_of_qiaos_cooperative(cast: Cast) -> None:
    with pytest.raises(NotFound):
        queries.people(cast.actor("guo"), organisation_id=cast.other_coop)


def test_guo_does_not_find_qiao_by_searching_his_phone_tail(cast: Cast) -> None:
    assert [hit for hit in queries.search(cast.actor("guo"), "8002") if hit.kind == "person"] == []


def test_guo_cannot_reveal_qiaos_phone(cast: Cast) -> None:
    with pytest.raises(NotFound):
        actions.reveal_phone(actor=cast.actor("guo"), person_id=cast.people["qiao"], now=NOW)


def test_guo_sees_no_post_of_qiaos_cooperative(cast: Cast) -> None:
    seen = {post.organisation_id for post in queries.posts(cast.actor("guo"), on=TODAY)}
    assert seen == {cast.coop}


def test_a_grower_sees_herself_but_no_list(cast: Cast) -> None:
    mei = cast.actor("mei")
    assert queries.person(mei, cast.people["mei"]).name == "林秀梅"
    with pytest.raises(NotAllowed):
        queries.people(mei)


def test_nobody_sees_no_organisation() -> None:
    with pytest.raises(NotAllowed):
        queries.organisations(NOBODY)


def test_a_block_is_seen_by_its_own_cooperative_only(cast: Cast) -> None:
    draft = PlaceDraft("D1", "梅家地", PlaceKind.BLOCK, 36.7, 110.9, organisation_id=cast.other_coop, area_m2=2000)
    made = actions.add_place(actor=SYSTEM, draft=draft, now=NOW)
    with pytest.raises(NotFound):
        queries.place(cast.actor("guo"), made)
    moved = replace(draft, organisation_id=cast.coop)
    actions.change_place(actor=SYSTEM, place_id=made, draft=moved, now=NOW)
    assert queries.place(cast.actor("guo"), made).area_m2 == 2000


def test_a_post_reaches_the_organisations_below(cast: Cast) -> None:
    village = organisation("V1", "东沟村", OrganisationKind.VILLAGE, parent_id=cast.coop)
    below = organisation("T1", "东沟服务站", OrganisationKind.STATION, parent_id=village)
    assert cast.actor("guo").may("members.see_people", organisation_id=below)


def test_an_actor_is_known_in_few_queries(cast: Cast, django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(4):
        cast.actor("guo")


def test_a_grant_opens_the_giver_to_the_receiver(cast: Cast) -> None:
    let_guo_see(cast)
    assert "乔大山" in names(cast, "guo")


def test_a_grant_is_for_its_receiver_only(cast: Cast) -> None:
    let_guo_see(cast)
    assert not cast.actor("hai").may("members.see_people", organisation_id=cast.other_coop)


def test_a_grant_does_not_open_other_permissions(cast: Cast) -> None:
    let_guo_see(cast)
    with pytest.raises(NotFound):
        actions.reveal_phone(actor=cast.actor("guo"), person_id=cast.people["qiao"], now=NOW)


def test_a_grant_to_come_does_not_count_yet(cast: Cast) -> None:
    let_guo_see(cast, starts_on=TODAY + timedelta(days=1))
    assert "乔大山" not in names(cast, "guo")


def test_a_grant_does_not_count_on_the_day_it_ends(cast: Cast) -> None:
    let_guo_see(cast, starts_on=TODAY - timedelta(days=9), ends_on=TODAY)
    assert "乔大山" not in names(cast, "guo")


def test_a_withdrawn_grant_stops_counting_at_once(cast: Cast) -> None:
    actions.withdraw_grant(actor=cast.actor("lin"), grant_id=let_guo_see(cast), now=NOW)
    assert "乔大山" not in names(cast, "guo")


def test_withdrawing_leaves_what_was_done_under_the_grant_on_record(cast: Cast) -> None:
    made = let_guo_see(cast)
    actions.withdraw_grant(actor=cast.actor("lin"), grant_id=made, now=NOW)
    events = AuditEvent.objects.filter(subject=f"members.Grant:{made}").values_list("event", flat=True)
    assert list(events) == ["members.granted", "members.grant_withdrawn"]


def test_a_grant_is_withdrawn_once(cast: Cast) -> None:
    made = let_guo_see(cast)
    actions.withdraw_grant(actor=cast.actor("lin"), grant_id=made, now=NOW)
    with pytest.raises(AlreadyDone):
        actions.withdraw_grant(actor=cast.actor("lin"), grant_id=made, now=NOW)


def test_a_grant_can_be_given_again_after_it_was_withdrawn(cast: Cast) -> None:
    actions.withdraw_grant(actor=cast.actor("lin"), grant_id=let_guo_see(cast), now=NOW)
    let_guo_see(cast)
    assert "乔大山" in names(cast, "guo")


def test_a_grant_that_stands_is_not_given_twice(cast: Cast) -> None:
    let_guo_see(cast)
    with pytest.raises(AlreadyDone):
        let_guo_see(cast)


def test_guo_cannot_grant_himself_what_is_qiaos(cast: Cast) -> None:
    with pytest.raises(NotFound):
        actions.grant(
            actor=cast.actor("guo"),
            giver_id=cast.other_coop,
            receiver_id=cast.coop,
            permission="members.see_people",
            starts_on=TODAY,
            now=NOW,
        )


@pytest.mark.parametrize(
    ("permission", "receiver", "refusal"),
    [("members.change", "other_coop", NotGrantable), ("members.see_people", "coop", GrantToSelf)],
)
def test_what_cannot_be_granted_is_refused(cast: Cast, permission: str, receiver: str, refusal: type) -> None:
    with pytest.raises(refusal):
        actions.grant(
            actor=cast.actor("guo"),
            giver_id=cast.coop,
            receiver_id=getattr(cast, receiver),
            permission=permission,
            starts_on=TODAY,
            now=NOW,
        )


def test_a_post_stops_counting_on_the_day_it_ends(cast: Cast) -> None:
    post = queries.posts(cast.actor("lin"), on=TODAY, person_id=cast.people["guo"]).get()
    actions.end_post(actor=cast.actor("lin"), post_id=post.pk, ends_on=TODAY, now=NOW)
    assert cast.actor("guo").roles == frozenset()


def test_a_post_at_an_organisation_that_left_does_not_count(cast: Cast) -> None:
    actions.end_membership(actor=cast.actor("lin"), organisation_id=cast.coop, left_on=TODAY, now=NOW)
    assert cast.actor("guo").roles == frozenset()


def test_the_same_post_is_not_given_twice(cast: Cast) -> None:
    with pytest.raises(AlreadyDone):
        actions.give_post(
            actor=SYSTEM,
            person_id=cast.people["guo"],
            role=Role.COOP_MANAGER,
            organisation_id=cast.coop,
            starts_on=TODAY,
            now=NOW,
        )

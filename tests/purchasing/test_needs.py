"""Needs come up from households over co-operatives to the alliance, each with its reasons."""

from datetime import timedelta

import pytest

from lilian.base.models import AuditEvent
from lilian.kernel.refusal import NotAllowed, NotFound
from lilian.purchasing import actions, queries
from lilian.purchasing.actions import refusals
from lilian.purchasing.models import Need, Ruling
from lilian.purchasing.rules.needs import CutWithoutReason
from lilian.purchasing.values import ArticleTotal, Buyer, CampaignDraft, NeedState, Ruled, Source, Wanted
from tests.purchasing.spring import NEEDS_UNTIL, NOW, QUOTES_UNTIL, Spring


def test_a_grower_asks_from_the_phone(spring: Spring) -> None:
    spring.want(spring.mei, Wanted(spring.urea, 4, 6, spring.bags))
    need = queries.needs(spring.grower(spring.mei), spring.campaign).get()
    assert (need.quantity, need.most, need.substitute_id, need.state) == (4, 6, spring.bags, NeedState.ASKED)
    assert AuditEvent.objects.filter(event="purchasing.needs_set").count() == 1


def test_asking_the_same_again_changes_nothing(spring: Spring) -> None:
    spring.want(spring.mei, Wanted(spring.urea, 4))
    with pytest.raises(refusals.NoChange):
        spring.want(spring.mei, Wanted(spring.urea, 4))


def test_a_need_is_taken_back(spring: Spring) -> None:
    spring.want(spring.mei, Wanted(spring.urea, 4))
    spring.want(spring.mei, Wanted(spring.urea, 0))
    assert not queries.needs(spring.lin, spring.campaign).exists()


def test_nobody_asks_for_a_household_of_another(spring: Spring) -> None:
    buyer = Buyer(spring.qiao.pk, spring.qiaos.pk)
    said = {"campaign_id": spring.campaign, "wanted": [Wanted(spring.urea, 1)], "source": Source.STAFF, "now": NOW}
    for actor in (spring.grower(spring.mei), spring.manager(spring.guo)):
        with pytest.raises(NotFound):
            actions.set_needs(actor=actor, buyer=buyer, **said)
    wrong_home = Buyer(spring.guo.pk, spring.qiaos.pk)
    with pytest.raises(NotFound):
        actions.set_needs(actor=spring.manager(spring.guo), buyer=wrong_home, **said)


def test_needs_close_by_the_clock(spring: Spring) -> None:
    with pytest.raises(refusals.NotCollecting):
        spring.want(spring.mei, Wanted(spring.urea, 4), now=NEEDS_UNTIL)


def test_a_cooperative_hands_in_what_its_households_asked(spring: Spring) -> None:
    spring.want(spring.mei, Wanted(spring.urea, 4))
    spring.want(spring.li, Wanted(spring.urea, 8))
    guo, li = spring.manager(spring.guo), Need.objects.get(household=spring.li)
    said = {"campaign_id": spring.campaign, "organisation_id": spring.guo.pk, "now": NOW}
    with pytest.raises(CutWithoutReason):
        actions.confirm_needs(actor=guo, ruled=[Ruled(li.pk, 5)], **said)
    assert actions.confirm_needs(actor=guo, ruled=[Ruled(li.pk, 5, "地块小")], **said) == 2
    assert queries.totals(guo, spring.campaign) == {
        spring.urea: ArticleTotal(spring.urea, asked=12, most=12, confirmed=9, approved=0, buyers=2)
    }
    assert queries.reasons(list(Need.objects.all())) == {li.pk: "地块小"}


def test_the_alliance_approves_what_was_confirmed_and_sends_back_with_a_reason(spring: Spring) -> None:
    spring.want(spring.mei, Wanted(spring.urea, 4))
    spring.want(spring.qiaos, Wanted(spring.urea, 9))
    actions.confirm_needs(
        actor=spring.manager(spring.guo), campaign_id=spring.campaign, organisation_id=spring.guo.pk, now=NOW
    )
    qiaos = Need.objects.get(household=spring.qiaos)
    actions.approve_needs(actor=spring.lin, campaign_id=spring.campaign, ruled=[Ruled(qiaos.pk, 0, "已退社")], now=NOW)
    states = dict(Need.objects.values_list("household__code", "state"))
    assert states == {"H-MEI": NeedState.APPROVED, "H-QIAO": NeedState.RETURNED}
    assert Ruling.objects.count() == 3


def test_a_change_is_confirmed_anew(spring: Spring) -> None:
    spring.want(spring.mei, Wanted(spring.urea, 4))
    actions.confirm_needs(
        actor=spring.manager(spring.guo), campaign_id=spring.campaign, organisation_id=spring.guo.pk, now=NOW
    )
    spring.want(spring.mei, Wanted(spring.urea, 5))
    need = Need.objects.get()
    assert (need.state, need.granted) == (NeedState.ASKED, None)


def test_only_a_manager_confirms_and_only_the_office_approves(spring: Spring) -> None:
    spring.want(spring.mei, Wanted(spring.urea, 4))
    with pytest.raises(NotFound):
        actions.confirm_needs(
            actor=spring.manager(spring.qiao), campaign_id=spring.campaign, organisation_id=spring.guo.pk, now=NOW
        )
    with pytest.raises(NotAllowed):
        actions.approve_needs(actor=spring.manager(spring.guo), campaign_id=spring.campaign, now=NOW)


def test_needs_do_not_close_over_what_nobody_ruled_on(spring: Spring) -> None:
    spring.want(spring.mei, Wanted(spring.urea, 4))
    with pytest.raises(refusals.NotApprovedYet):
        actions.close_needs(actor=spring.lin, campaign_id=spring.campaign, now=NOW)
    actions.close_needs(actor=spring.lin, campaign_id=spring.campaign, leave_out=True, now=NOW)
    assert spring.stage == "quoting"


def test_everybody_may_know_how_near_the_next_step_is_and_nobody_whose_needs_they_are(spring: Spring) -> None:
    spring.want(spring.mei, Wanted(spring.urea, 4))
    spring.want(spring.qiaos, Wanted(spring.urea, 9))
    assert queries.pooled(spring.grower(spring.mei), spring.campaign)[spring.urea].asked == 13
    assert queries.totals(spring.grower(spring.mei), spring.campaign)[spring.urea].asked == 4


def test_last_years_campaign_is_opened_again_with_its_needs(spring: Spring) -> None:
    spring.want(spring.mei, Wanted(spring.urea, 4, 6, spring.bags))
    spring.want(spring.qiaos, Wanted(spring.bags, 2))
    draft = CampaignDraft("秋季农资", spring.office.pk, NEEDS_UNTIL, QUOTES_UNTIL)
    said = {"actor": spring.lin, "campaign_id": spring.campaign, "draft": draft, "now": NOW}
    whole = actions.clone_campaign(with_needs=True, **said)
    asked = queries.needs(spring.lin, whole)
    assert {(n.household.code, n.article.number, n.quantity, n.state) for n in asked} == {
        ("H-MEI", 1, 4, NeedState.ASKED),
        ("H-QIAO", 2, 2, NeedState.ASKED),
    }
    assert asked.get(household=spring.mei).substitute.campaign_id == whole

    bare = actions.clone_campaign(**said)
    guo = spring.manager(spring.guo)
    assert not queries.needs(guo, bare).exists()
    taken = {"actor": guo, "campaign_id": bare, "organisation_id": spring.guo.pk, "now": NOW + timedelta(1)}
    assert actions.take_last_needs(**taken) == 1
    with pytest.raises(refusals.NoChange):
        actions.take_last_needs(**taken)


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (("", NEEDS_UNTIL, QUOTES_UNTIL, 0), refusals.NoName),
        (("春", NOW, QUOTES_UNTIL, 0), refusals.BadTimes),
        (("春", QUOTES_UNTIL, QUOTES_UNTIL, 0), refusals.BadTimes),
        (("春", NEEDS_UNTIL, QUOTES_UNTIL, 1_001), refusals.BadDeposit),
    ],
)
def test_a_campaign_that_makes_no_sense_is_not_opened(spring: Spring, draft: tuple, refusal: type[Exception]) -> None:
    name, needs_until, quotes_until, deposit = draft
    said = CampaignDraft(name, spring.office.pk, needs_until, quotes_until, deposit)
    with pytest.raises(refusal):
        actions.open_campaign(actor=spring.lin, draft=said, articles=(), now=NOW)

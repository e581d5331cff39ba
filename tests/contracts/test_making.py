"""Contracts are made in one go, or not at all; a block is promised once."""

from dataclasses import replace
from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction

from lilian.base.idempotency import KeyReused
from lilian.base.models import AuditEvent
from lilian.catalog import actions as catalog
from lilian.contracts import actions, queries
from lilian.contracts.actions.amending import EndsBeforeToday, EndUnexplained, SameTerms, TermsReachBack
from lilian.contracts.actions.making import HouseholdTwice, NothingToMake
from lilian.contracts.actions.signing import (
    AlreadySigned,
    Ended,
    NoSuchParty,
    NotAPicture,
    OldTerms,
    SignerUnsaid,
)
from lilian.contracts.actions.templates import SameSheet, TemplateTaken, TemplateUnsaid
from lilian.contracts.actions.writing import AlreadyBound, BlockOfAnother, BlockPromised, NoSuchGrade, OutsideDelivery
from lilian.contracts.models import Contract
from lilian.contracts.rules import fulfilment
from lilian.contracts.rules.sheets import BadSheet, terms_of
from lilian.contracts.rules.terms import DepositOverLaw
from lilian.contracts.values import (
    AmendReason,
    BatchDraft,
    ContractDraft,
    EndReason,
    Hand,
    Leg,
    Line,
    Method,
    Party,
    State,
)
from lilian.kernel.period import Period
from lilian.kernel.refusal import NotAllowed, NotFound
from tests.contracts.orchard import AUTUMN, DAY, HARVEST, KG, PEN, SHEET, SPRING, SYSTEM, Orchard

NAMES = ("lin", "guo", "mei", "tao", "qin", "qiao")


def batch(orchard: Orchard, **changes: object) -> BatchDraft:
    return replace(queries.drafts(orchard.actor("lin"), orchard.many(), DAY), **changes)


def make(orchard: Orchard, said: BatchDraft, name: str = "lin", key: str = "k2") -> list[int]:
    return actions.make_contracts(actor=orchard.actor(name), batch=said, client_key=key, now=SPRING)


def test_a_contract_holds_each_blocks_grams_split_by_grade(orchard: Orchard) -> None:
    """2,000 square metres are exactly 3 mu, with a tonne each."""
    (made,) = orchard.made()
    (terms,) = queries.versions(orchard.actor("lin"), made)
    lines = [(one.block_id, one.grade, one.expected_g, one.floor_fen) for one in terms.lines.all()]
    assert lines == [(orchard.block, "first", 2_100 * KG, 600), (orchard.block, "second", 900 * KG, 350)]
    value = 2_100 * 600 + 900 * 350
    assert (terms.deposit_fen, terms.credit_limit_fen) == (value // 10, value // 5)
    assert (terms.deliver_from, terms.deliver_until) == (date(2026, 9, 5), date(2026, 10, 26))
    assert [one["due_on"] for one in terms.milestones] == ["2026-04-20", "2026-08-20"]


def test_two_co_ops_at_once_are_on_record_each(orchard: Orchard) -> None:
    made = orchard.made(orchard.cast.coop, orchard.cast.other_coop)
    found = Contract.objects.filter(pk__in=made).order_by("pk")
    assert [one.household_name for one in found] == ["林秀梅", "乔大山"]
    assert len({one.number for one in found}) == AuditEvent.objects.filter(event="contracts.made").count() == 2


def test_the_same_key_is_the_same_contracts_and_another_batch_is_refused(orchard: Orchard) -> None:
    said = batch(orchard)
    assert make(orchard, said) == make(orchard, said)
    with pytest.raises(KeyReused):
        make(orchard, replace(said, buyer_id=orchard.cast.shop))


def test_who_is_bound_already_is_left_out_of_many_and_refused_by_name(orchard: Orchard) -> None:
    said = batch(orchard)
    orchard.made()
    assert batch(orchard).contracts == ()
    with pytest.raises(AlreadyBound, match="H-MEI"):
        make(orchard, said)


def test_a_block_is_promised_once_a_season(orchard: Orchard) -> None:
    orchard.made()
    with pytest.raises(BlockPromised, match="DK1"):
        make(orchard, batch(orchard, buyer_id=orchard.cast.shop, contracts=promised(orchard)))


def of_the_co_op(orchard: Orchard) -> BatchDraft:
    """Mei's blocks, promised to her co-operative."""
    many = replace(orchard.many(), buyer_id=orchard.cast.coop)
    return queries.drafts(orchard.actor("lin"), many, DAY)


def without_block(contract: int) -> tuple[Line, ...]:
    return tuple(replace(line, block_id=None) for line in newest_lines(contract))


def newest_lines(contract: int) -> tuple[Line, ...]:
    newest = queries.versions(SYSTEM, contract)[0]
    return queries.said(newest, newest.lines.all()).lines


def test_a_block_stays_promised_until_all_have_signed_that_it_is_not(orchard: Orchard) -> None:
    made = orchard.signed()
    amended(orchard, made, lines=without_block(made))
    with pytest.raises(BlockPromised, match="DK1"):
        make(orchard, of_the_co_op(orchard))
    orchard.sign(made)
    assert make(orchard, of_the_co_op(orchard))


def test_a_block_that_is_let_go_later_is_promised_until_then(orchard: Orchard) -> None:
    """What all signed takes the block off on the day of the harvest; an amendment nobody signed changes nothing."""
    made = orchard.signed()
    amended(orchard, made, day=HARVEST, lines=without_block(made))
    orchard.sign(made)
    amended(orchard, made, day=HARVEST, tolerance_permille=50)
    with pytest.raises(BlockPromised):
        make(orchard, of_the_co_op(orchard))


def test_a_contract_that_ends_later_keeps_block_and_household_until_its_day(orchard: Orchard) -> None:
    said, other = batch(orchard), of_the_co_op(orchard)
    made = orchard.signed()
    why = {"contract_id": made, "day": HARVEST, "reason": EndReason.AGREED, "note": "搬走了", "now": SPRING}
    actions.end_contract(actor=orchard.actor("guo"), **why)
    with pytest.raises(AlreadyBound):
        make(orchard, said)
    with pytest.raises(BlockPromised):
        make(orchard, other)
    assert actions.make_contracts(actor=orchard.actor("lin"), batch=other, client_key="k3", now=AUTUMN)


def test_who_promised_a_variety_by_an_amendment_promises_it_to_that_buyer_no_more(orchard: Orchard) -> None:
    """Whatever the template is for: the lines say which fruit it is, of what is made as of what is amended."""
    nashi = catalog.add_variety(actor=SYSTEM, code="SL", name="酥梨", now=SPRING)
    made = orchard.signed()
    own = newest_lines(made)
    also = tuple(replace(line, variety_id=nashi, block_id=None) for line in own)
    template = actions.add_template(actor=SYSTEM, code="SLT", name="酥梨", variety_id=nashi, sheet=SHEET, now=SPRING)
    version = queries.template(SYSTEM, template).versions.get().pk
    (draft,) = of_the_co_op(orchard).contracts
    second = replace(draft, terms=replace(draft.terms, lines=also))
    both = batch(orchard, version_id=version, contracts=(second,))
    (made_too,) = make(orchard, both)
    with pytest.raises(AlreadyBound):
        amended(orchard, made, lines=own + also)
    actions.end_contract(actor=SYSTEM, contract_id=made_too, day=DAY, reason=EndReason.AGREED, note="换人", now=SPRING)
    amended(orchard, made, lines=own + also)
    with pytest.raises(AlreadyBound):
        make(orchard, both, key="k4")


def promised(orchard: Orchard, **changes: object) -> tuple[ContractDraft, ...]:
    """Mei's contract as it would be, with other terms."""
    many = replace(orchard.many(), buyer_id=orchard.cast.bureau)
    (one,) = queries.drafts(orchard.actor("lin"), many, DAY).contracts
    return (replace(one, terms=replace(one.terms, **changes)),)


def test_what_no_contract_may_say(orchard: Orchard) -> None:
    (one,) = batch(orchard).contracts
    line = one.terms.lines[0]
    for refusal, changes in [
        (DepositOverLaw, {"deposit_fen": 315_001}),  # a fifth of 15,750.00 yuan is 3,150.00
        (NoSuchGrade, {"lines": (replace(line, grade="best"),), "deposit_fen": 0}),
        (OutsideDelivery, {"delivery": Period(date(2026, 7, 1), date(2026, 10, 1))}),
        (BlockOfAnother, {"lines": (replace(line, block_id=orchard.block + 1),), "deposit_fen": 0}),
    ]:
        with pytest.raises(refusal):
            make(orchard, batch(orchard, contracts=promised(orchard, **changes)))
    with pytest.raises(HouseholdTwice):
        make(orchard, batch(orchard, contracts=(one, one)))
    with pytest.raises(NothingToMake):
        make(orchard, batch(orchard, contracts=()))
    assert not Contract.objects.exists()
    assert make(orchard, batch(orchard, contracts=promised(orchard, deposit_fen=315_000)))


def test_a_manager_binds_the_own_households_alone(orchard: Orchard) -> None:
    said = batch(orchard)
    for name, refusal in (("qin", NotFound), ("mei", NotAllowed), ("tao", NotFound)):
        with pytest.raises(refusal):
            make(orchard, said, name)
    assert len(make(orchard, said, "guo")) == 1


def test_nobody_sees_anothers_contract(orchard: Orchard) -> None:
    mine, _ = orchard.made(orchard.cast.coop, orchard.cast.other_coop)
    counts = {name: queries.contracts(orchard.actor(name)).count() for name in NAMES}
    assert counts == {"lin": 2, "guo": 1, "mei": 1, "tao": 2, "qin": 1, "qiao": 1}
    for name in ("qin", "qiao"):
        with pytest.raises(NotFound):
            queries.versions(orchard.actor(name), mine)
        assert queries.terms_on(orchard.actor(name), HARVEST, contract_ids=[mine]) == []


def test_terms_count_from_the_last_hand_on(orchard: Orchard) -> None:
    (made,) = orchard.made()
    orchard.sign(made, Party.BUYER, Party.COOP)
    assert queries.terms_on(orchard.actor("lin"), HARVEST) == []
    orchard.sign(made, Party.HOUSEHOLD, now=AUTUMN)
    assert queries.terms_on(orchard.actor("lin"), date(2026, 9, 17)) == []
    assert orchard.terms(made).since == HARVEST


def test_terms_come_back_as_they_were_written(orchard: Orchard) -> None:
    (draft,) = batch(orchard).contracts
    assert orchard.terms(orchard.signed()).terms == draft.terms


def test_a_delivery_is_priced_by_the_terms_and_says_why(orchard: Orchard) -> None:
    terms = orchard.terms(orchard.signed())
    orchard.quoted(700, date(2026, 9, 16))
    found = queries.price_on(terms, orchard.variety, "first", HARVEST)
    assert (found.fen_per_kg, found.leg) == (700, Leg.MARKET)
    assert "产地收购价格指数 2026-09-16 报每公斤 7.00 元" in queries.why(found).text()
    with pytest.raises(queries.NotPromised):
        queries.price_on(terms, orchard.variety, "special", HARVEST)


@pytest.mark.parametrize(
    ("name", "party", "refusal"),
    [
        ("mei", Party.HOUSEHOLD, None),
        ("guo", Party.HOUSEHOLD, None),
        ("guo", Party.COOP, None),
        ("tao", Party.BUYER, None),
        ("mei", Party.COOP, NotFound),
        ("guo", Party.BUYER, NotFound),
        ("tao", Party.HOUSEHOLD, NotFound),
        ("qin", Party.COOP, NotFound),
        ("qiao", Party.HOUSEHOLD, NotFound),
        ("hai", Party.BUYER, NotAllowed),
    ],
)
def test_each_party_signs_for_itself(orchard: Orchard, name: str, party: Party, refusal: type | None) -> None:
    (made,) = orchard.made()
    terms, hand = [orchard.newest(made)], Hand(party, "某人", Method.PHOTO, PEN)
    if refusal is None:
        assert actions.sign(actor=orchard.actor(name), terms_ids=terms, hand=hand, now=SPRING) == 0
    else:
        with pytest.raises(refusal):
            actions.sign(actor=orchard.actor(name), terms_ids=terms, hand=hand, now=SPRING)


def test_many_are_signed_by_one_hand_with_one_picture(orchard: Orchard) -> None:
    made = orchard.made(orchard.cast.coop, orchard.cast.other_coop)
    terms = [orchard.newest(one) for one in made]
    actions.sign(actor=orchard.actor("tao"), terms_ids=terms, hand=Hand(Party.BUYER, "陶", Method.PAD, PEN), now=SPRING)
    hands = [queries.versions(orchard.actor("tao"), one)[0].signatures.get() for one in made]
    assert [queries.picture(orchard.actor("tao"), hand.pk) for hand in hands] == [PEN, PEN]
    with pytest.raises(NotFound):
        queries.picture(orchard.actor("qin"), hands[0].pk)


def test_a_signature_that_proves_nothing_is_refused(orchard: Orchard) -> None:
    (made,) = orchard.made()
    for hand, refusal in [
        (Hand(Party.COOP, " ", Method.PAD, PEN), SignerUnsaid),
        (Hand(Party.COOP, "郭", Method.PAD, b"<svg>"), NotAPicture),
        (Hand(Party.COOP, "郭", Method.PAD, PEN + b"0" * 2_000_000), NotAPicture),
    ]:
        with pytest.raises(refusal):
            actions.sign(actor=orchard.actor("guo"), terms_ids=[orchard.newest(made)], hand=hand, now=SPRING)
    orchard.sign(made, Party.COOP)
    with pytest.raises(AlreadySigned):
        orchard.sign(made, Party.COOP)


def test_a_co_op_that_buys_itself_signs_once(orchard: Orchard) -> None:
    (made,) = make(orchard, batch(orchard, buyer_id=orchard.cast.coop))
    with pytest.raises(NoSuchParty):
        orchard.sign(made, Party.COOP)
    orchard.sign(made, Party.BUYER, Party.HOUSEHOLD)
    assert orchard.terms(made).buyer_id == orchard.cast.coop


def amended(orchard: Orchard, contract: int, name: str = "guo", day: date = DAY, **changes: object) -> int:
    newest = queries.versions(orchard.actor("lin"), contract)[0]
    said = replace(queries.said(newest, newest.lines.all()), **changes)
    return actions.amend(
        actor=orchard.actor(name), contract_id=contract, terms=said, effective_from=day,
        reason=AmendReason.AMOUNT, now=SPRING,
    )  # fmt: skip


def test_an_amendment_is_a_new_version_that_counts_once_signed_again(orchard: Orchard) -> None:
    made = orchard.signed()
    before = orchard.newest(made)
    amended(orchard, made, tolerance_permille=50)
    assert (orchard.terms(made).version, state(orchard, made)) == (1, State.AMENDED)
    with pytest.raises(OldTerms):
        actions.sign(
            actor=orchard.actor("guo"), terms_ids=[before], hand=Hand(Party.COOP, "郭", Method.PAD, PEN), now=SPRING
        )
    orchard.sign(made)
    assert (orchard.terms(made).version, orchard.terms(made).terms.tolerance_permille) == (2, 50)
    assert state(orchard, made) is State.IN_FORCE


def state(orchard: Orchard, contract: int) -> State:
    return State(queries.contract(orchard.actor("lin"), contract).state)


def test_a_later_version_leaves_the_days_before_it_alone(orchard: Orchard) -> None:
    made = orchard.signed()
    amended(orchard, made, day=date(2026, 9, 20), tolerance_permille=50)
    orchard.sign(made)
    assert (orchard.terms(made).version, orchard.terms(made, date(2026, 9, 20)).version) == (1, 2)


def test_amending_refuses_what_changes_nothing_or_reaches_back(orchard: Orchard) -> None:
    made = orchard.signed()
    with pytest.raises(SameTerms):
        amended(orchard, made)
    with pytest.raises(TermsReachBack):
        amended(orchard, made, day=date(2026, 4, 1), tolerance_permille=50)
    for name in ("qin", "tao"):
        with pytest.raises(NotFound):
            amended(orchard, made, name, tolerance_permille=50)


def test_an_ended_contract_binds_nobody_from_its_day_on(orchard: Orchard) -> None:
    made = orchard.signed()
    said = {"actor": orchard.actor("guo"), "contract_id": made, "reason": EndReason.AGREED, "now": SPRING}
    with pytest.raises(EndUnexplained):
        actions.end_contract(day=HARVEST, note=" ", **said)
    with pytest.raises(EndsBeforeToday):
        actions.end_contract(day=date(2026, 4, 1), note="搬走了", **said)
    actions.end_contract(day=HARVEST, note="搬走了", **said)
    assert queries.terms_on(orchard.actor("guo"), HARVEST) == []
    assert orchard.terms(made, date(2026, 9, 17)).contract_id == made
    with pytest.raises(Ended):
        actions.end_contract(day=HARVEST, note="搬走了", **said)
    with pytest.raises(NothingToMake):
        orchard.made(key="too early")
    assert orchard.made(key="again", now=AUTUMN)


def test_a_contract_is_renewed_with_its_grams_into_the_next_season(orchard: Orchard) -> None:
    made = orchard.signed()
    (said,) = queries.renewals(orchard.actor("guo"), [made], orchard.next_season, orchard.version)
    (renewed,) = make(orchard, said, "guo", "next")
    new, old = (queries.versions(orchard.actor("guo"), pk)[0] for pk in (renewed, made))
    assert [one.expected_g for one in new.lines.all()] == [one.expected_g for one in old.lines.all()]
    assert (new.contract.renews_id, new.deliver_from) == (made, date(2027, 9, 5))
    assert queries.renewals(orchard.actor("guo"), [made], orchard.next_season, orchard.version) == []


def test_the_list_finds_by_state_name_and_number(orchard: Orchard) -> None:
    made = orchard.signed()
    lin = orchard.actor("lin")
    number = queries.contract(lin, made).number
    assert [queries.contracts(lin, state=one).count() for one in State] == [0, 1, 0, 0]
    assert [queries.contracts(lin, text=text).count() for text in ("秀梅", number, "乔")] == [1, 1, 0]


def test_templates_have_versions_and_no_two_alike(orchard: Orchard) -> None:
    lin = orchard.actor("lin")
    with pytest.raises(SameSheet):
        actions.publish_template(actor=lin, template_id=orchard.template, sheet=SHEET, reason="改", now=SPRING)
    with pytest.raises(TemplateUnsaid):
        actions.publish_template(actor=lin, template_id=orchard.template, sheet=SHEET, reason="", now=SPRING)
    with pytest.raises(TemplateTaken):
        actions.add_template(actor=lin, code="HS", name="别的", variety_id=orchard.variety, sheet=SHEET, now=SPRING)
    for changes in ({"deposit_permille": 201}, {"grades": SHEET.grades[:1]}):
        with pytest.raises(BadSheet):
            actions.publish_template(
                actor=lin, template_id=orchard.template, sheet=replace(SHEET, **changes), reason="改", now=SPRING
            )
    with pytest.raises(NotAllowed):
        actions.publish_template(
            actor=orchard.actor("guo"), template_id=orchard.template, sheet=SHEET, reason="改", now=SPRING
        )
    assert queries.sheet_of(queries.version(lin, orchard.version)) == SHEET


@pytest.mark.parametrize("table", ["contract", "terms", "termsline", "signature", "templateversion"])
def test_the_database_refuses_to_change_what_was_agreed(orchard: Orchard, table: str) -> None:
    orchard.signed()
    model = apps.get_model("contracts", table)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.update(id=0)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.all()._raw_delete("default")


def test_newest_terms_are_read_in_parts(orchard: Orchard, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand at once were more than SQLite takes."""
    monkeypatch.setattr(import_module("lilian.contracts.queries.contracts"), "PARTS", 1)
    made = orchard.made(orchard.cast.coop, orchard.cast.other_coop)
    found = list(queries.contracts(SYSTEM))
    assert sorted(queries.newest_terms(SYSTEM, found)) == sorted(made)


def test_terms_without_the_rule_on_deposits_keep_the_digest_they_were_signed_under() -> None:
    """As it was before contracts could name the rule; with it they say something else."""
    season = Period(date(2026, 8, 1), date(2027, 8, 1))
    terms = terms_of(SHEET, season, 7, [(3, 3_000 * KG)])
    said = fulfilment.digest((1, 2, 3), 1, terms)
    assert said == "e601648ae0d0b95321ef840c3e6c26dc6fe7afa49c924bd3a5b5cd8cab741be3"
    ruled = replace(terms, penalties=replace(terms.penalties, deposit_rule=True))
    assert fulfilment.digest((1, 2, 3), 1, ruled) != said

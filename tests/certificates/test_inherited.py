"""What is packed of a lot that its owner promised for, all of it and before, needs no certificate of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from lilian.certificates import actions, queries
from lilian.certificates.queries.inherited import ALONE, Inherits
from lilian.certificates.values import Basis, CertificateDraft, Form, Part
from lilian.packing import actions as packing
from lilian.packing.values import TakenFrom
from lilian.stock import actions as stock
from lilian.stock import queries as goods
from lilian.stock.values import Line, Origin, Output, Receipt, Spot
from tests.packing.boxing import LATER, Boxing, opened, packed, the_boxing
from tests.stock.goods import KG, NOW, TODAY, sorted_out

AFTER = LATER + timedelta(hours=1)
MUTANTS = {  # what the question would forget -> what it would take for certified then
    ("gone.id IS NULL", "true"): "void",
    ("promise.issued_at <= made.at", "true"): "late",
    ("promise.household_id IS NULL", "true"): "household",
    ("promise.organisation_id = (", "0 < ("): "sold",
    (">= (SELECT sum", "> 0 * (SELECT sum"): "half",
    (ALONE, "true"): "several",
}


@dataclass(frozen=True)
class Mixed:
    """`lot`: 100 kg of the co-operative's own pears and 100 kg it bought, graded together; `forms` stand for all."""

    boxing: Boxing
    lot: int

    def promised(self, form: Form, weight_g: int, key: str, now: datetime = NOW, home: int | None = None) -> int:
        place = self.boxing.goods
        draft = CertificateDraft(
            form=form,
            organisation_id=place.coop.pk,
            household_id=home,
            variety_id=place.variety.pk,
            weight_g=weight_g,
            signed_by="郭守库",
            contact="13800008001",
            bases=(Basis.OWN_TEST,),
            test="速测卡",
            used="代森锰锌",
            lots=(Part(self.lot, weight_g),),
        )
        return actions.issue(actor=place.actor(), draft=draft, client_key=key, now=now)

    def forms(self) -> list[int]:
        return [self.promised(form, 100 * KG, form) for form in (Form.PRODUCER, Form.BUYER)]

    def boxed(self, *, beside_g: int = 0, key: str = "box") -> int:
        """A box of it, with so much of another lot in the same packing; the lot the boxes are."""
        lots = (self.lot, self.boxing.first) if beside_g else (self.lot,)
        made = opened(self.boxing, key, lot_ids=lots)
        packed(self.boxing, made, 2_510, key=f"{key}-1")
        taken = [TakenFrom(self.lot, 2_600 - beside_g)] + [TakenFrom(self.boxing.first, beside_g)] * bool(beside_g)
        said = {"packing_id": made, "taken": taken, "client_key": f"{key}-end", "now": LATER}
        return packing.close_packing(actor=self.boxing.packer, **said)

    def lacks(self, lot: int) -> bool:
        return queries.lacking(self.boxing.goods.actor()).filter(pk=lot).exists()


@pytest.fixture
def mixed(db: None) -> Mixed:
    boxing = the_boxing()
    place, came = boxing.goods, []
    for key, origin in (("own", Origin(place.coop.pk, place.mei.pk)), ("bought", Origin(place.shop.pk))):
        receipt = Receipt(Output(place.lot(), place.point, 100 * KG), ((origin, 100 * KG),), TODAY)
        came += stock.receive(actor=place.actor(), receipt=receipt, client_key=key, now=NOW).lot_ids
    taken = [Line(Spot(lot, place.point), 100 * KG) for lot in came]
    return Mixed(boxing, sorted_out(place, taken, [("first", 200 * KG)], "mix").lot_ids[0])


def void(mixed: Mixed) -> int:
    promised, made = mixed.forms(), mixed.boxed()
    actions.void(actor=mixed.boxing.goods.actor(), certificate_id=promised[1], reason="开错了", now=AFTER)
    return made


def late(mixed: Mixed) -> int:
    made = mixed.boxed()
    mixed.promised(Form.BUYER, 200 * KG, "late", now=AFTER)
    return made


def household(mixed: Mixed) -> int:
    """Mei promised for what she grew, her co-operative for the rest."""
    mixed.promised(Form.PRODUCER, 100 * KG, "mei", home=mixed.boxing.goods.mei.pk)
    mixed.promised(Form.BUYER, 100 * KG, "rest")
    return mixed.boxed()


def sold(mixed: Mixed) -> int:
    """Who bought what was promised for promises anew after packing it."""
    mixed.forms()
    place = mixed.boxing.goods
    stock.hand_over(actor=place.actor(), lot_id=mixed.lot, owner_id=place.shop.pk, reason="卖了", now=NOW)
    return mixed.boxed()


def half(mixed: Mixed) -> int:
    mixed.promised(Form.PRODUCER, 100 * KG, "own")
    return mixed.boxed()


def several(mixed: Mixed) -> int:
    """Mixed with another lot in the packing, though either is promised for."""
    mixed.forms()
    Mixed(mixed.boxing, mixed.boxing.first).promised(Form.PRODUCER, 100 * KG, "other")
    return mixed.boxed(beside_g=600)


CASES: dict[str, Callable[[Mixed], int]] = {
    case.__name__: case for case in (void, late, household, sold, half, several)
}


def test_boxes_of_a_mixed_lot_with_both_forms_need_none_of_their_own(mixed: Mixed) -> None:
    mixed.forms()
    made = [mixed.boxed(), mixed.boxed(key="next")]
    assert [mixed.lacks(lot) for lot in made] == [False, False]


def test_nor_do_boxes_of_a_lot_of_one_grower_sorted_alone_in_between(mixed: Mixed) -> None:
    own = Mixed(mixed.boxing, mixed.boxing.first)
    own.promised(Form.PRODUCER, 100 * KG, "own")
    place = mixed.boxing.goods
    again = sorted_out(place, [Line(Spot(own.lot, place.line), 60 * KG)], [("first", 55 * KG)], "again").lot_ids[0]
    assert not own.lacks(again)
    assert not own.lacks(Mixed(mixed.boxing, again).boxed())
    assert own.lacks(mixed.boxed(key="mixed"))
    parts = sorted_out(place, [Line(Spot(own.lot, place.line), 30 * KG)], [("first", KG), ("second", KG)], "split")
    assert [own.lacks(part) for part in parts.lot_ids] == [True, True]


@pytest.mark.parametrize("case", CASES)
def test_nothing_else_is_inherited(mixed: Mixed, case: str) -> None:
    assert mixed.lacks(CASES[case](mixed))


@pytest.mark.parametrize(("forgotten", "case"), MUTANTS.items(), ids=MUTANTS.values())
def test_a_question_that_forgets_one_of_them_is_seen(
    mixed: Mixed, monkeypatch: pytest.MonkeyPatch, forgotten: tuple[str, str], case: str
) -> None:
    assert forgotten[0] in Inherits.template
    monkeypatch.setattr(Inherits, "template", Inherits.template.replace(*forgotten))
    assert not mixed.lacks(CASES[case](mixed))


def test_a_box_tells_the_certificates_of_what_it_was_packed_of(mixed: Mixed) -> None:
    mixed.forms()
    made = mixed.boxed()
    behind = goods.ancestors([made])[made]
    assert len(queries.of_lots(behind)) == 2

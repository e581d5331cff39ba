"""After mixing and splitting a certificate is issued anew, and names the nearest that stand: none that was replaced."""

from lilian.certificates import queries
from lilian.certificates.values import Part
from tests.certificates.promising import Promising, converted
from tests.receiving.scale import KG


def lacking(promising: Promising) -> set[int]:
    return {one.lot_id for one in queries.told(queries.lacking(promising.scale.actor("guo")))}


def named(promising: Promising, *lots: int) -> set[int]:
    return set(queries.proposal(promising.scale.actor("guo"), lots, promising.scale.cast.coop).earlier)


def whole(promising: Promising, lot: int, weight_g: int, key: str) -> int:
    draft = promising.draft(weight_g=weight_g, lots=(Part(lot, weight_g),))
    return promising.issued(key, draft=draft).pk


def test_a_certificate_that_was_replaced_is_not_named_again(promising: Promising) -> None:
    first = promising.issued().pk
    (sorted_lot,) = converted(promising, {promising.lot: 100 * KG}, (90 * KG,), "sort")
    assert named(promising, sorted_lot) == {first}
    second = whole(promising, sorted_lot, 90 * KG, "c2")
    (packed,) = converted(promising, {sorted_lot: 90 * KG}, (80 * KG,), "pack")
    assert named(promising, packed) == {second}
    promising.voided(second)
    assert named(promising, packed) == {first}


def test_what_went_in_directly_is_named_beside_what_was_replaced(promising: Promising) -> None:
    """Half of a lot is sorted and certified anew; then the other half is mixed with it."""
    first = promising.issued().pk
    (half,) = converted(promising, {promising.lot: 50 * KG}, (45 * KG,), "half")
    second = whole(promising, half, 45 * KG, "c2")
    (mixture,) = converted(promising, {promising.lot: 50 * KG, half: 45 * KG}, (90 * KG,), "mix")
    assert named(promising, mixture) == {first, second}


def test_each_part_of_a_split_lot_needs_its_own(promising: Promising) -> None:
    first = promising.issued().pk
    parts = converted(promising, {promising.lot: 100 * KG}, (60 * KG, 35 * KG), "split")
    assert lacking(promising) == set(parts)
    whole(promising, parts[0], 60 * KG, "c2")
    assert (lacking(promising), named(promising, parts[1])) == ({parts[1]}, {first})


def test_a_void_one_leaves_its_lot_lacking_and_is_still_told_of_the_lot(promising: Promising) -> None:
    made = promising.issued()
    promising.voided(made.pk)
    assert lacking(promising) == {promising.lot}
    assert [(one.number, one.is_void) for one in queries.of_lots([promising.lot])] == [(made.number, True)]


def test_what_was_reversed_names_nothing(promising: Promising) -> None:
    """A lot whose making was taken back is nobody's parent."""
    promising.issued()
    (lot,) = converted(promising, {promising.lot: 100 * KG}, (90 * KG,), "sort")
    assert named(promising, lot) != set()
    promising.take_back(lot)
    assert named(promising, lot) == set()

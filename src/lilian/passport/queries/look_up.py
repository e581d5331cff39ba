"""A box by a code that was typed or said, a product by its GTIN."""

from lilian.catalog.queries import grade_names
from lilian.kernel.codes import grouped
from lilian.packing import queries as packing
from lilian.passport.rules import codes
from lilian.passport.values import Product

LONGEST_SHOWN = 20


def look_up(text: str) -> str:
    """The code of the box that was meant; '' if none is: characters that look alike are taken for each other."""
    typed = codes.tidied(text)
    if packing.existing([typed]):
        return typed
    meant = codes.meant(typed)
    there = packing.existing(meant) if meant else {}
    return next((code for code in meant if code in there), "")


def in_groups(text: str) -> str:
    """What was typed, as a code is written."""
    return grouped(codes.tidied(text)[:LONGEST_SHOWN])


def product(gtin: str) -> Product | None:
    """The kind of box the alliance sells under this GTIN; None if it is none of ours."""
    kind = packing.labelled_kind(gtin)
    if kind is None:
        return None
    return Product(
        gtin=kind.gtin,
        name=kind.name,
        variety=kind.variety,
        grade=grade_names().get(kind.grade, kind.grade),
        label_g=kind.figures.label_g,
        least_count=kind.figures.least_count,
        most_count=kind.figures.most_count,
    )

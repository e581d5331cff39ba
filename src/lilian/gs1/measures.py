"""Measures: identifiers of four digits, the last of which says how many decimals the six digits of the value have."""

from collections.abc import Iterator

MOST_DECIMALS = 5
# Of the goods: the net measure of what is sold, beside the GTIN of an item or of contained items.
NET = {
    "310": "net weight, kg", "311": "length, m", "312": "width, m", "313": "height, m", "314": "area, m2",
    "315": "net volume, l", "316": "net volume, m3", "320": "net weight, lb", "321": "length, in",
    "322": "length, ft", "323": "length, yd", "324": "width, in", "325": "width, ft", "326": "width, yd",
    "327": "height, in", "328": "height, ft", "329": "height, yd", "350": "area, in2", "351": "area, ft2",
    "352": "area, yd2", "356": "net weight, troy oz", "357": "net weight, oz", "360": "net volume, qt",
    "361": "net volume, gal", "364": "net volume, in3", "365": "net volume, ft3", "366": "net volume, yd3",
}  # fmt: skip
# Of the logistic unit: the gross measure of what is carried, beside an SSCC or the GTIN of an item.
GROSS = {
    "330": "gross weight, kg", "331": "length, m", "332": "width, m", "333": "height, m", "334": "area, m2",
    "335": "volume, l", "336": "volume, m3", "340": "gross weight, lb", "341": "length, in", "342": "length, ft",
    "343": "length, yd", "344": "width, in", "345": "width, ft", "346": "width, yd", "347": "height, in",
    "348": "height, ft", "349": "height, yd", "353": "area, in2", "354": "area, ft2", "355": "area, yd2",
    "362": "volume, qt", "363": "volume, gal", "367": "volume, in3", "368": "volume, ft3", "369": "volume, yd3",
}  # fmt: skip
PER_AREA = {"337": "kg per m2"}


def _rows() -> Iterator[str]:
    for measures, needs in ((NET, "01 02"), (GROSS, "00 01"), (PER_AREA, "01")):
        for start, name in measures.items():
            yield f"{start}0-{start}{MOST_DECIMALS} | N6 | =? | {needs} | {start}n | | {name}"


MEASURES = tuple(_rows())

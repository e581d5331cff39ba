"""The application identifiers (GS1 General Specifications, 3.2): what each is, how written, beside what it stands.

A row is: identifiers | format | marks | needs one of | never beside | key qualifiers | name. Marks: `=` its length is
given and no separator follows, `?` it may be an attribute of a Digital Link, `key` it is a primary key of one. In what
it needs, `+` joins what must stand together and `n` is any digit. `@goods` and the like are lists that come up often.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lilian.gs1 import formats
from lilian.gs1.measures import MEASURES

LISTS = {
    "@goods": "01 02 03 8006 8026",
    "@item": "01 02 03",
    "@trade": "01 02",
    "@person": "8017 8018",
    "@signed": "00 01+21 03+21 253 255 8003 8004 8006+21 8010+8011 8017 8018",
    "@measured": "30 31nn 32nn 35nn 36nn",
    "@priced": "01+30 01+31nn 01+32nn 01+35nn 01+36nn",
    "@asset": "01+21 03+21 8006+21",
}

ROWS = """
00 | N18:digit:prefix1 | =? key | | | | SSCC
01 | N14:digit:prefix1 | =? key | | 255 37 | 22,10,21/235 | GTIN
02 | N14:digit:prefix1 | =? | 37 | 01 03 | | GTIN of contained items
03 | N14:digit:prefix1 | = | | 01 02 37 235 | | GTIN made to order
10 | X..20 | ? | @goods | | | batch or lot
11 | N6:day0 | =? | @goods | | | production date
12 | N6:day0 | =? | 8020 | | | due date
13 | N6:day0 | =? | @goods | | | packaging date
15 | N6:day0 | =? | @goods | | | best before
16 | N6:day0 | =? | @goods | | | sell by
17 | N6:day0 | =? | @goods 255 | | | expiration date
20 | N2 | =? | @goods | | | internal variant
21 | X..20 | | 01 03 8006 | 235 | | serial
22 | X..20 | | 01 | | | consumer product variant
235 | X..28 | | 01 | | | third-party controlled serial
240 | X..30 | ? | @goods | | | additional product id
241 | X..30 | ? | @goods | | | customer part number
242 | N..6 | ? | 01 02 8006 8026 | | | made-to-order variant
243 | X..20 | ? | 01 03 | | | packaging component
250 | X..30 | ? | @asset | | | secondary serial
251 | X..30 | ? | 01 03 8006 | | | reference to source
253 | N13:digit:prefix [X..17] | ? key | | | | GDTI
254 | X..20 | | 414 | | | GLN extension
255 | N13:digit:prefix [N..12] | ? key | | 01 02 415 8006 8020 8026 | | GCN
30 | N..8 | ? | @trade | | | variable count
37 | N..8 | ? | 00+02 00+8026 | | | count of items
3900-3909 | N..15 | ? | 255 8020 | 390n 391n 394n 8111 | | amount payable
3910-3919 | N3:currency N..15 | ? | 8020 | 391n | | amount payable, currency
3920-3929 | N..15 | ? | @priced | 392n 393n | | price
3930-3939 | N3:currency N..15 | ? | @measured | 393n | | price, currency
3940-3943 | N4 | ? | 255 | 394n 8111 | | coupon discount
3950-3955 | N6 | ? | @measured | 392n 393n 395n 8005 | | price per unit
400 | X..30 | ? | | | | order number
401 | X..30:prefix | ? key | | | | GINC
402 | N17:digit:prefix | ? key | | | | GSIN
403 | X..30 | ? | 00 | | | routing code
410-413 | N13:digit:prefix | =? | | | | location, by role
414 | N13:digit:prefix | =? key | | | 254/7040 | GLN of a place
415 | N13:digit:prefix | =? key | 8020 | | 8020 | GLN of the invoicer
416 | N13:digit:prefix | =? | | | | GLN of production
417 | N13:digit:prefix | =? key | | | 7040 | GLN of a party
420 | X..20 | ? | | 421 | | ship-to postcode
421 | N3:country X..9 | ? | | 4307 | | ship-to postcode, country
422 | N3:country | ? | @goods | 426 | | country of origin
423 425 | N3:country [N3:country] [N3:country] [N3:country] [N3:country] | ? | @item | 426 | | countries of a process
424 | N3:country | ? | @item | 426 | | country of processing
426 | N3:country | ? | @item | | | country of all processing
427 | X..3 | ? | 01+422 02+422 03+422 | | | subdivision of origin
4300 4301 4310 4311 4320 | X..35:escaped | ? | 00 | | | company, contact or service
4302 4304-4306 | X..70:escaped | ? | 00 | | | ship-to address
4303 | X..70:escaped | ? | 4302 | | | ship-to address, line 2
4307 4317 | X2:letters | ? | 00 | | | country of an address
4308 4319 | X..30 | ? | 00 | | | telephone
4309 | N10:latitude N10:longitude | ? | 00 | | | ship-to position
4312 4314-4316 | X..70:escaped | ? | 00 | | | return-to address
4313 | X..70:escaped | ? | 4312 | | | return-to address, line 2
4318 | X..20 | ? | 00 | | | return-to postcode
4321-4323 | N1:yes | ? | 00 | | | dangerous, leave, signature
4324 4325 | N6:day0 N4:time | ? | 00 | | | deliver not before, not after
4326 | N6:day | ? | 00 | | | release date
4330 | N6 [X1:minus] | ? | 00 | 4331 | | warmest, Fahrenheit
4331 | N6 [X1:minus] | ? | 00 | 4330 | | warmest, Celsius
4332 | N6 [X1:minus] | ? | 00 | 4333 | | coldest, Fahrenheit
4333 | N6 [X1:minus] | ? | 00 | 4332 | | coldest, Celsius
7001 | N13 | ? | 01 02 8006 8026 | | | NATO stock number
7002 | X..30 | ? | @trade | | | meat cut
7003 | N6:day N4:time | ? | @item | | | expiration time
7004 | N..4 | ? | 01+10 03+10 | | | active potency
7005 | X..12 | ? | @trade | | | catch area
7006 | N6:day | ? | @trade | | | first freeze date
7007 | N6:day [N6:day] | ? | @trade | | | harvest date or dates
7008 | X..3 | ? | @trade | | | aquatic species
7009 | X..10 | ? | @trade | | | fishing gear
7010 | X..2 | ? | @item | | | production method
7011 | N6:day [N4:time] | ? | @item | | | test by
7020 | X..20 | ? | 01+416 03+416 8006+416 | | | refurbishment lot
7021 | X..20 | ? | 01 03 8006 | | | functional status
7022 | X..20 | ? | 01+7021 03+7021 8006+7021 | | | revision status
7023 | X..30:prefix | ? | | | | GIAI of an assembly
7030-7039 | N3:country999 X..27 | ? | @trade | | | processor
7040 | N1 X1 X1 X1:importer | | | | | unique identification code
7041 | X..4 | | 00 | | | freight unit type
710-717 | X..20 | ? | 01 | | | health reimbursement number
7230-7239 | X2 X..28 | ? | 01 8004 | | | certification reference
7240 | X..20 | ? | 01 8006 | 03 | | protocol
7241 | N2:medium | ? | @person | | | medium type
7242 | X..25 | ? | @person | | | version control number
7250 | N8:day8 | ? | 8018 | 7251 | | date of birth
7251 | N8:day8 N4:time | ? | 8018 | 7250 | | time of birth
7252 | N1:sex | ? | 8018 | | | biological sex
7253 7254 | X..40:escaped | ? | @person | 7256 7259 | | family or given name
7255 | X..10 | ? | @person | 7256 7259 | | name suffix
7256 | X..90:escaped | ? | @person | | | full name
7257 | X..70:escaped | ? | 8018 | | | person's address
7258 | X3:birth | ? | 8018+7259 | | | birth sequence
7259 | X..40:escaped | ? | 8018 | 7256 | | baby of
8001 | N4:some N5:some N3:some N1:winding N1 | ? | 01 | | | roll dimensions
8002 | X..20 | ? | | | | mobile telephone
8003 | N1:zero N13:digit:prefix [X..16] | ? key | | | | GRAI
8004 | X..30:prefix | ? key | | | 7040 | GIAI
8005 | N6 | ? | @trade | | | price per unit
8006 | N14:digit:prefix1 N4:piece | ? key | | 01 03 37 | 22,10,21 | ITIP
8007 | X..34:iban | ? | 415 | | | bank account
8008 | N6:day N2:hour [N2:minute] [N2:minute] | ? | @item | | | production time
8009 | X..50 | ? | 00 01 03 | | | optical sensor
8010 | Y..30:prefix | ? key | | | 8011 | CPID
8011 | N..12:plain | | 8010 | | | CPID serial
8012 | X..20 | ? | 01 03 8006 | | | software version
8013 | X..25:pair:prefix | ? key | | | | GMN
8014 | X..25:pair:prefix:letter | | 01 | | | individual registration
8017 | N18:digit:prefix | ? key | | 8018 | 8019 | GSRN of a provider
8018 | N18:digit:prefix | ? key | | 8017 | 8019 | GSRN of a recipient
8019 | N..10 | | 8017 8018 | | | service instance
8020 | X..25 | | 415 | | | payment slip
8026 | N14:digit:prefix1 N4:piece | ? | 37 | 02 03 8006 | | ITIP of contained items
8030 | Z..90 | ? | @signed | | | digital signature
8040 | N15 | | 01+21 | | | IMEI
8041 | N15 | | 01+21+8040 | | | second IMEI
8042 | N32 | | 01+21+8040 | | | eSIM
8043 | N18 [N..2] | | 01+21+8040 | | | physical SIM
8110 8112 | X..70 | ? | | | | coupon code
8111 | N4 | ? | 255 | | | loyalty points
8200 | X..70 | | 01 | | | extended packaging address
90 | X..30 | ? | | | | agreed between partners
91-99 | X..90 | ? | | | | company internal
"""


@dataclass(frozen=True)
class Identifier:
    """One application identifier.

    :param needs: groups of identifiers (`n` any digit), one of which must stand beside it; () for none
    :param excludes: identifiers that may not
    :param qualifiers: the orders in which its key qualifiers may follow in a link's path; None if it is no primary key
    """

    ai: str
    parts: tuple[formats.Part, ...]
    is_fixed: bool
    is_attribute: bool
    needs: tuple[tuple[str, ...], ...]
    excludes: tuple[str, ...]
    qualifiers: tuple[tuple[str, ...], ...] | None
    name: str

    @property
    def is_key(self) -> bool:
        return self.qualifiers is not None

    def check(self, value: str) -> None:
        """:raises Fault: if the value does not follow the format"""
        formats.check(self.parts, value)


def _numbers(written: str) -> Iterator[str]:
    for span in written.split():
        first, _, last = span.partition("-")
        for number in range(int(first), int(last or first) + 1):
            yield f"{number:0{len(first)}d}"


def _listed(written: str) -> list[str]:
    return [name for word in written.split() for name in LISTS.get(word, word).split()]


def _identifiers(row: str) -> Iterator[Identifier]:
    numbers, written, marks, needs, excludes, qualifiers, name = (column.strip() for column in row.split("|"))
    orders = tuple(tuple(order.split(",")) for order in qualifiers.split("/")) if qualifiers else ()
    for ai in _numbers(numbers):
        yield Identifier(
            ai=ai,
            parts=formats.read(written),
            is_fixed="=" in marks,
            is_attribute="?" in marks,
            needs=tuple(tuple(group.split("+")) for group in _listed(needs)),
            excludes=tuple(_listed(excludes)),
            qualifiers=orders if "key" in marks else None,
            name=name,
        )


IDENTIFIERS: Mapping[str, Identifier] = {
    found.ai: found for row in [*ROWS.strip().splitlines(), *MEASURES] for found in _identifiers(row)
}
LENGTH_BY_START: Mapping[str, int] = {ai[:2]: len(ai) for ai in IDENTIFIERS}  # two digits tell how many there are
# The short names links were written with before the standard dropped them (Digital Link 1.1, 4.5).
SHORT_NAMES: Mapping[str, str] = {
    "gtin": "01", "itip": "8006", "gmn": "8013", "cpid": "8010", "shipTo": "410", "billTo": "411",
    "purchasedFrom": "412", "shipFor": "413", "gln": "414", "payTo": "415", "glnProd": "416", "party": "417",
    "gsrnp": "8017", "gsrn": "8018", "gcn": "255", "sscc": "00", "gdti": "253", "ginc": "401", "gsin": "402",
    "grai": "8003", "giai": "8004", "cpv": "22", "lot": "10", "ser": "21", "cpsn": "8011", "glnx": "254",
    "refno": "8020", "srin": "8019",
}  # fmt: skip


def is_like(ai: str, pattern: str) -> bool:
    """`is_like("3102", "31nn")`: `n` stands for any digit."""
    return len(ai) == len(pattern) and all(wanted in ("n", digit) for digit, wanted in zip(ai, pattern, strict=True))

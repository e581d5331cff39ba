"""Short codes people read out on the phone, with a check character that catches every single slip and swap.

Damm (2004) on 36 characters: a totally anti-symmetric quasigroup, a product of the field of four and the integers
modulo nine. ISO/IEC 7064 MOD 37,36 lets some swaps pass, IJ0 and JI0 for one.
"""

import string

ALPHABET = string.digits + string.ascii_uppercase
NINE = 9
TIMES = (0, 2, 3, 1)  # an element of the field of four by its generator; its sum is the exclusive or


def joined(total: int, character: int) -> int:
    """The running total 0 ... 35 with one character more: neither one wrong nor two swapped give the same."""
    four, nine = divmod(total, NINE)
    its_four, its_nine = divmod(character, NINE)
    return NINE * (TIMES[four] ^ its_four) + (2 * nine + its_nine) % NINE


def total_of(code: str) -> int:
    """0 for a code with its check character.

    :raises ValueError: if it has any other character than 0-9 A-Z
    """
    total = 0
    for character in code:
        total = joined(total, ALPHABET.index(character))
    return total


def check_character(body: str) -> str:
    """The check character for a body of 0-9 A-Z.

    :raises ValueError: if the body has any other character
    """
    four, nine = divmod(total_of(body), NINE)
    return ALPHABET[NINE * TIMES[four] + -2 * nine % NINE]


def with_check(body: str) -> str:
    return body + check_character(body)


def is_valid(code: str) -> bool:
    """True if the last character is the right check character; upper case only."""
    return len(code) > 1 and set(code) <= set(ALPHABET) and not total_of(code)


def spelled(serial: int, length: int) -> str:
    """A number as `length` characters of 0-9 A-Z, without a check character.

    :raises ValueError: if it does not fit
    """
    if not 0 <= serial < len(ALPHABET) ** length:
        raise ValueError(f"no serial: {serial}")
    digits = ""
    for _ in range(length):
        serial, digit = divmod(serial, len(ALPHABET))
        digits = ALPHABET[digit] + digits
    return digits


def numbered(prefix: str, number: int, width: int = 6) -> str:
    """`numbered("P", 12)` -> `P000012` and its check character."""
    return with_check(f"{prefix}{number:0{width}d}")


def grouped(code: str, group: int = 4) -> str:
    """As one reads it out: `ABCD EFGH IJKL MN`."""
    return " ".join(code[start : start + group] for start in range(0, len(code), group))

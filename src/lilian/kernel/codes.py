"""Short codes people read out on the phone, with a check character that catches every single slip and swap.

ISO/IEC 7064 MOD 37,36 (hybrid, one check character from 0-9 A-Z).
"""

import string

ALPHABET = string.digits + string.ascii_uppercase
SIZE = len(ALPHABET)


def check_character(body: str) -> str:
    """The check character for a body of 0-9 A-Z.

    :raises ValueError: if the body has any other character
    """
    product = SIZE
    for character in body:
        total = (product + ALPHABET.index(character)) % SIZE or SIZE
        product = total * 2 % (SIZE + 1)
    return ALPHABET[(SIZE + 1 - product) % SIZE]


def with_check(body: str) -> str:
    return body + check_character(body)


def is_valid(code: str) -> bool:
    """True if the last character is the right check character; upper case only."""
    return len(code) > 1 and set(code) <= set(ALPHABET) and check_character(code[:-1]) == code[-1]


def numbered(prefix: str, number: int, width: int = 6) -> str:
    """`numbered("P", 12)` -> `P000012` and its check character."""
    return with_check(f"{prefix}{number:0{width}d}")

"""A box code as people type it from a label or say it on the phone: spaces, small letters, look-alikes."""

from collections.abc import Iterator
from itertools import product

from lilian.kernel import codes

LENGTH = 14
# Letters and digits that are read for each other in print and in handwriting; the check character sorts them out.
ALIKE = ("0OQD", "1IL", "2Z", "5S", "8B", "6G", "UV")
MOST_TRIED = 4_096


def tidied(text: str) -> str:
    """Capitals, without what stands between the groups; full-width characters as plain ones."""
    plain = "".join(chr(ord(letter) - 0xFEE0) if "！" <= letter <= "～" else letter for letter in text)
    return "".join(letter for letter in plain.upper() if letter.isalnum())


def meant(text: str) -> list[str]:
    """Codes with a right check character that may have been meant, the typed one first; [] if it cannot be one.

    Only characters that look alike are exchanged, and only as many as stay within `MOST_TRIED` tries.
    """
    typed = tidied(text)
    if len(typed) != LENGTH or not set(typed) <= set(codes.ALPHABET):
        return []
    return sorted((one for one in _read_as(typed) if codes.is_valid(one)), key=lambda one: one != typed)


def _read_as(typed: str) -> Iterator[str]:
    options = [_alike(letter) for letter in typed]
    tries = 1
    for place, letters in enumerate(options):
        tries *= len(letters)
        if tries > MOST_TRIED:
            options[place:] = [letter[:1] for letter in options[place:]]
            break
    return ("".join(letters) for letters in product(*options))


def _alike(letter: str) -> str:
    """Itself first, then what it may have been."""
    group = next((group for group in ALIKE if letter in group), letter)
    return letter + group.replace(letter, "")

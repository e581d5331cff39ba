"""Check digits of GS1 keys (GS1 General Specifications, 7.9), and the check pair of the global model number."""

PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83)
PAIR_MODULUS = 1021
PAIR_CHARACTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without 0, 1, I and O
CHARACTER_SET_82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"


def check_digit(body: str) -> str:
    """The last digit of a GTIN, SSCC, GLN or any other key of digits, from all digits before it."""
    weighed = sum(int(digit) * (1 if place % 2 else 3) for place, digit in enumerate(reversed(body)))
    return str(-weighed % 10)


def is_valid(key: str) -> bool:
    """True for digits whose last is the check digit of those before."""
    return len(key) > 1 and key.isascii() and key.isdigit() and check_digit(key[:-1]) == key[-1]


def check_pair(body: str) -> str:
    """The two check characters of a global model number (7.9.5), from what stands before them.

    :raises ValueError: if a character is outside the set of 82, or it is longer than 23
    """
    if len(body) > len(PRIMES):
        raise ValueError(f"too long for a check pair: {body}")
    weighed = sum(CHARACTER_SET_82.index(letter) * prime for letter, prime in zip(reversed(body), PRIMES, strict=False))
    first, second = divmod(weighed % PAIR_MODULUS, len(PAIR_CHARACTERS))
    return PAIR_CHARACTERS[first] + PAIR_CHARACTERS[second]


def is_valid_pair(model: str) -> bool:
    """True for a model number that ends with its check pair."""
    try:
        return len(model) > 2 and check_pair(model[:-2]) == model[-2:]
    except ValueError:
        return False

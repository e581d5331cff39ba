"""The condition of a search: name, pinyin, initials, code; a phone by its tail."""

from django.db.models import Case, IntegerField, Q, Value, When

from lilian.members.rules.sought import squeezed

SHORTEST_TAIL = 4


def saying(text: str) -> Q:
    """True of rows whose `sought` holds the text; an empty text holds everywhere."""
    wanted = squeezed(text)
    return Q(sought__contains=wanted) if wanted else Q()


def phone_ends(text: str) -> Q:
    """True of people whose phone ends in these digits; never, if they are fewer than four."""
    digits = squeezed(text).removeprefix("+86")
    if not digits.isascii() or not digits.isdigit() or len(digits) < SHORTEST_TAIL:
        return Q(pk__in=())
    return Q(phone_tail=digits[-SHORTEST_TAIL:], phone__endswith=digits)


def best_first(text: str) -> Case:
    """0 where the row begins with the text, 1 where a word in it does, 2 elsewhere."""
    wanted = squeezed(text)
    return Case(
        When(sought__startswith=wanted, then=Value(0)),
        When(sought__contains=f" {wanted}", then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )

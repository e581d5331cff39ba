"""Wrong tokens are counted per address, so that nobody can try them by the million."""

from django.core.cache import cache
from django.http import HttpRequest

from lilian.api.refusals import TooManyTries

MOST_WRONG = 30
WINDOW_S = 60


def caller(request: HttpRequest) -> str:
    return f"api-wrong-tokens:{request.META.get('REMOTE_ADDR', '')}"


def must_be_few(request: HttpRequest) -> None:
    """:raises TooManyTries: if the caller has used up this minute's wrong tokens"""
    if cache.get(caller(request), 0) >= MOST_WRONG:
        raise TooManyTries(wait_s=WINDOW_S)


def count(request: HttpRequest) -> None:
    """One more wrong token; the minute starts at the first of them."""
    if not cache.add(caller(request), 1, WINDOW_S):
        try:
            cache.incr(caller(request))
        except ValueError:  # the minute ended between the two calls
            cache.set(caller(request), 1, WINDOW_S)

"""What is refused is said on the page the reader is on; what nobody may see or do has a page of its own."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse

from lilian.kernel.refusal import NotAllowed, NotFound, Refusal
from lilian.web.shell.once import once
from lilian.web.shell.refusals import Told, status_of, told
from lilian.web.shell.requests import Request

Again = Callable[[int, Told], HttpResponse]  # the same page, with a status and what is told


def in_place(answer: Callable[[], HttpResponse], again: Again) -> HttpResponse:
    """`answer()`, or where that is refused the page that says so.

    :raises NotAllowed, NotFound: as `answer` does
    """
    try:
        return answer()
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        return again(status_of(refusal), told(refusal))


def acted(request: Request, act: Callable[[], str], *, done: str, again: Again) -> HttpResponse:
    """Do it once, and say `done` at the address `act` gives."""

    def answer() -> HttpResponse:
        response = once(request, act)
        messages.success(request, done)
        return response

    return in_place(answer, again)

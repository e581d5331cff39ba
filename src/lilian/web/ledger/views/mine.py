"""My money: what I am owed, what I owe, and why; in words for who grows pears."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lilian.ledger import queries
from lilian.ledger.values import StatementLine
from lilian.web.ledger.words import Origin, is_owed_to_me, my_words, origin
from lilian.web.shell.requests import Request

LAST_SHOWN = 3


@dataclass(frozen=True)
class Standing:
    """One account about me as I see it; `fen` is positive for what its words say."""

    words: str
    where: str
    url: str
    fen: int
    owed_to_me: bool
    last: tuple[tuple[StatementLine, Origin | None], ...]


def standings(request: Request) -> list[Standing]:
    today = timezone.localdate(request.now)
    found = []
    for row in queries.about_oneself(request.actor):
        said = queries.statement(request.actor, row.pk, since=row.book.opened_on, until=today)
        if not said.lines:
            continue
        last = [(line, origin(line.about) if line.about else None) for line in reversed(said.lines[-LAST_SHOWN:])]
        found.append(
            Standing(
                my_words(row),
                row.book.organisation.name,
                reverse("ledger:account", args=[row.pk]),
                said.closing_fen,
                is_owed_to_me(row.purpose),
                tuple(last),
            )
        )
    return found


@require_safe
@login_required
def mine(request: Request) -> HttpResponse:
    request.actor.must("ledger.see")
    found = standings(request)
    to_me = [one for one in found if one.owed_to_me]
    from_me = [one for one in found if not one.owed_to_me]
    context = {
        "to_me": to_me,
        "from_me": from_me,
        "to_me_fen": sum(one.fen for one in to_me),
        "from_me_fen": sum(one.fen for one in from_me),
    }
    return render(request, "ledger/mine.html", context)

"""The log over plain HTTP at the paths of C2SP tlog-tiles: no sign-in, nothing personal, to be cached by anybody."""

from pathlib import Path

from django.http import Http404, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from lilian.kernel.refusal import Refusal
from lilian.tlog import lilian_verify, tiles
from lilian.tlog.proofs import SUFFIX
from lilian.transparency import actions, queries
from lilian.web.shell.requests import Request

FOREVER = "public, max-age=31536000, immutable"
SECONDS = "public, max-age=5"
PLAIN = "text/plain; charset=utf-8"
BYTES = "application/octet-stream"
MOST_NOTE_BYTES = 16 * 1024


def answer(data: bytes | str, kind: str, kept: str) -> HttpResponse:
    """Other sites may read it too: a bureau's page that checks ours."""
    response = HttpResponse(data, content_type=kind)
    response["Cache-Control"] = kept
    response["Access-Control-Allow-Origin"] = "*"
    return response


def attached(data: bytes | str, kind: str, name: str) -> HttpResponse:
    response = answer(data, kind, SECONDS)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def checkpoint(request: Request) -> HttpResponse:
    point = queries.latest()
    if point is None:
        raise Http404
    return answer(queries.full_note(point), PLAIN, SECONDS)


@require_safe
def tile(request: Request, level: str, rest: str) -> HttpResponse:
    number, width = _place(int(level), rest)
    return answer(queries.tile(int(level), number, width), BYTES, FOREVER)


@require_safe
def bundle(request: Request, rest: str) -> HttpResponse:
    number, width = _place(0, rest)
    low = number * tiles.WIDTH
    return answer(tiles.bundle(queries.entries(low, low + width)), BYTES, FOREVER)


def _place(level: int, rest: str) -> tuple[int, int]:
    """:raises Http404: if it is no tile of the tree that was signed: what is not signed yet is not shown"""
    point = queries.latest()
    try:
        number, width = tiles.parsed_index(rest)
    except tiles.BadPath:
        raise Http404 from None
    if point is None or width > tiles.width_at(level, number, point.size):
        raise Http404
    return number, width


@require_safe
def proof(request: Request, seq: int) -> HttpResponse:
    return attached(queries.proof_of(seq), PLAIN, f"{seq}{SUFFIX}")


@require_safe
def kept_checkpoint(request: Request, pk: int) -> HttpResponse:
    """One checkpoint to keep, with the words of its witnesses."""
    point = queries.checkpoint(pk)
    return attached(queries.full_note(point), PLAIN, f"{point.size:012}.txt")


@require_safe
def verifier(request: Request) -> HttpResponse:
    source = Path(lilian_verify.__file__).read_text(encoding="utf-8")
    return attached(source, "text/x-python; charset=utf-8", "lilian-verify.py")


@csrf_exempt
@require_POST
def cosign(request: Request) -> HttpResponse:
    """A checkpoint of ours with the line of a witness below it. The signature is who it is, so nobody signs in."""
    try:
        note = request.read(MOST_NOTE_BYTES).decode()
        taken = actions.take_cosignatures(note=note, now=request.now)
    except (UnicodeDecodeError, Refusal) as fault:
        code = fault.code if isinstance(fault, Refusal) else "not UTF-8"
        return HttpResponse(f"{code}\n", status=400, content_type=PLAIN)
    return HttpResponse(f"{taken} new\n", content_type=PLAIN)

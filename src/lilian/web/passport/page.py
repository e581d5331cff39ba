"""The public door: any GS1 Digital Link of the alliance's products."""

from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect, JsonResponse
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_safe

from lilian.kernel import codes
from lilian.passport import queries
from lilian.passport.queries.standing import Version
from lilian.passport.values import Story
from lilian.web.passport import faces, kept, links, linkset
from lilian.web.passport.languages import language_of
from lilian.web.shell.requests import Request

MOST_BYTES = 58_000  # of a page and its picture as they are sent: with the headers of both, 60 kB
METHODS = ("GET", "HEAD", "OPTIONS")
BAD = 400  # an address that is no Digital Link, as the GS1 resolver standard has it


@require_http_methods(METHODS)
def link(request: Request, rest: str) -> HttpResponse:
    """A box's page, a product's, what there is about either, or how to go on where there is neither."""
    if request.method == "OPTIONS":
        return options()
    found = links.asked(request)
    if found is None:
        return nothing_here(request, status=BAD)
    if face := _kept(request, found):
        return kept.Made(face)
    version = kept.SHELF.watch.now()  # before the story is read: what is decided meanwhile makes the page old at once
    story = queries.story(found.serial, now=request.now) if found.serial else None
    if story is not None and _is_of(story, found):
        return _box(request, story, version)
    product = queries.product(found.gtin) if found.serial is None else None
    if product is None:
        return nothing_here(request, found.serial or "")
    if links.wants_linkset(request) or links.link_type(request):
        return _links(request, found.path, product.name, is_box=False)
    variety = faces.variety_name(product.variety, language(request))
    return public(request, "passport/product.html", {"product": product, "variety": variety, "path": found.path})


def _kept(request: HttpRequest, found: links.Asked) -> kept.Face | None:
    """The page as it was made before, whatever an app hung on to the link."""
    if not found.serial or links.wants_linkset(request) or links.link_type(request):
        return None
    return kept.SHELF.get(request.path, language(request))


def _is_of(story: Story, found: links.Asked) -> bool:
    """A code under another product or batch than its own is not what was printed."""
    return found.gtin == story.known.gtin and found.lot in (None, story.known.batch)


def _box(request: Request, story: Story, version: Version) -> HttpResponse:
    own = links.box_path(story.known.gtin, story.known.batch, story.known.code)
    if request.path != own:
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{own}?{query}" if query else own)
    if links.wants_linkset(request) or links.link_type(request):
        return _links(request, own, story.known.name, is_box=True)
    spoken = language(request)
    face = _face(story, spoken, own)
    kept.SHELF.put(own, spoken, face, version)
    return kept.Made(face)


def _face(story: Story, spoken: str, own: str) -> kept.Face:
    """Light enough where reception is weak, with its picture: a page that is long for once goes without."""
    face = kept.Face.of(faces.box_page(story, spoken), own)
    if story.orchard and len(face.packed) + story.orchard.size > MOST_BYTES:
        return kept.Face.of(faces.box_page(replace(story, orchard=None), spoken), own)
    return face


def _links(request: HttpRequest, path: str, item: str, *, is_box: bool) -> HttpResponse:
    """All there is, or the way to what is asked for."""
    wanted = links.link_type(request)
    with translation.override(language(request)):
        if links.wants_linkset(request):
            base = f"{request.scheme}://{request.get_host()}"
            said = linkset.linkset(base, path, item, is_box=is_box)
            return fresh(JsonResponse(said, content_type=links.LINKSET, json_dumps_params={"ensure_ascii": False}))
    target = linkset.targets(path, is_box=is_box).get(wanted)
    if target is None:
        return nothing_here(request)
    address = _with_language(request, target.address) if target.is_page else target.address
    return fresh(HttpResponseRedirect(address))


def _with_language(request: HttpRequest, address: str) -> str:
    said = {"lang": request.GET["lang"]} if "lang" in request.GET else {}
    path, mark, place = address.partition("#")
    return f"{path}?{urlencode(said)}{mark}{place}" if said else address


def nothing_here(request: HttpRequest, code: str = "", status: int = 404) -> HttpResponse:
    """How to go on where there is no such box: type the code, look at the label."""
    return public(request, "passport/nothing.html", {"shown": codes.grouped(code[:20])}, status=status)


def options() -> HttpResponse:
    """What may be asked of a link, by a page of any site."""
    response = HttpResponse(status=204, headers={"Allow": ", ".join(METHODS)})
    response["Access-Control-Allow-Methods"] = response["Allow"]
    response["Access-Control-Allow-Headers"] = "Accept, Accept-Language"
    return kept.to_anybody(response)


def public(request: HttpRequest, template: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    """A public page that is not kept."""
    response = HttpResponse(faces.page(template, language(request), context), status=status)
    response["Content-Security-Policy"] = faces.policy()
    return fresh(response)


def fresh(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    response["Vary"] = "Accept, Accept-Language"
    return kept.to_anybody(response)


def language(request: HttpRequest) -> str:
    """What the page is to speak."""
    return language_of(request.GET.get("lang", ""), request.headers.get("Accept-Language", ""))


@require_safe
def resolver(request: HttpRequest) -> HttpResponse:
    """What this resolver can do, as GS1 wants it told."""
    return kept.to_anybody(JsonResponse(linkset.resolver(f"{request.scheme}://{request.get_host()}")))

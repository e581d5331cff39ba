"""The request as our pages get it."""

from datetime import datetime

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from lilian.base.actors import Actor


class Request(HttpRequest):
    """What the middleware put there: the clock, who is acting, the nonce of this page's scripts, htmx's word."""

    now: datetime
    actor: Actor
    csp_nonce: str
    htmx: HtmxDetails

"""Addresses of the API: its operations, its description, the page about it, and an answer to everything else."""

from django.urls import include, path, re_path
from django.views.decorators.csrf import csrf_exempt

from lilian.api.docs.views import docs_page
from lilian.api.door import door
from lilian.api.guard import guard, no_such_address
from lilian.api.tokens.views import revoke, tokens_page

operations, _app, namespace = door.urls

urlpatterns = [
    path("docs", docs_page, name="api-docs"),
    path("tokens", tokens_page, name="api-tokens"),
    path("tokens/<int:token_id>/revoke", revoke, name="api-token-revoke"),
    path("", include((guard(operations), _app), namespace=namespace)),
    re_path(r"", csrf_exempt(no_such_address)),
]

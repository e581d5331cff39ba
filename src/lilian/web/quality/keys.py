"""The key that makes a form sent twice one act."""

import uuid

from lilian.web.shell.requests import Request
from lilian.web.shell.tags import KEY_FIELD


def key_of(request: Request) -> str:
    """One for this form as shown; a form that came without one is an act of its own."""
    return f"web:{request.user.pk}:{request.POST.get(KEY_FIELD) or uuid.uuid4()}"[:100]

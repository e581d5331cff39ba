"""Start-up checks of the pages."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register()
def demo_stands_alone(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """The role switcher lets anyone in; a site set up behind TLS is a real one, so the two exclude each other."""
    if not (settings.DEMO and settings.SECURE_SSL_REDIRECT):
        return []
    message = "LILIAN_DEMO and LILIAN_HTTPS are both on: the demo lets anyone in"
    return [Error(message, hint="Unset one of the two.", id="lilian.E001")]

"""The WSGI door for gunicorn or granian."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lilian.conf.settings")
application = get_wsgi_application()

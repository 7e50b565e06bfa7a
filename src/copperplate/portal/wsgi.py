"""The portal as a WSGI application, for gunicorn and other servers."""

from __future__ import annotations

from django.core.wsgi import get_wsgi_application

from copperplate.portal.configuration import use_settings

use_settings()
application = get_wsgi_application()

"""The web entrance, for granian or any other WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
_portal = get_wsgi_application()

from django.conf import settings  # noqa: E402 - there are no settings before Django is set up
from django.urls import get_resolver  # noqa: E402

from portal.entrance import Gate  # noqa: E402
from portal.memory import keep_what_is_loaded  # noqa: E402

_ = get_resolver().url_patterns  # all pages, else loaded by the first visitor
keep_what_is_loaded()
application = Gate(_portal, settings.DATA_UPLOAD_MAX_MEMORY_SIZE, settings.MAINTENANCE_FILE)

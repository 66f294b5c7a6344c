"""The web entrance, for granian or any other WSGI server."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from portal.entrance import Gate
from portal.memory import keep_what_is_loaded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
_portal = get_wsgi_application()
_ = get_resolver().url_patterns  # all pages, else loaded by the first visitor
keep_what_is_loaded()
application = Gate(_portal, settings.DATA_UPLOAD_MAX_MEMORY_SIZE, settings.MAINTENANCE_FILE)

"""Background work. Tasks are consumers of outbox rows (portal.record.outbox) or periodic sweeps."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["portal", "courses", "intake", "funding"], related_name="tasks")

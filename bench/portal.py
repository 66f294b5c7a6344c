"""What is measured of a running portal, over a real wire."""

import os
import re

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ.setdefault("PORTAL_MODE", "test")

from tests.running import Portal, demo_portal

__all__ = ["as_a_real_one", "demo_portal", "public_pages"]


def as_a_real_one(portal: Portal) -> Portal:
    """Start it again on the same data without demo mode, in which search engines may be kept out."""
    portal.stop()
    portal.environment = portal.environment | {"DEMO": "0"}
    return portal.start()


def public_pages(portal: Portal) -> dict[str, str]:
    """The pages that most visitors see first, by name: home, catalogue, and the first course in it."""
    catalogue = f"{portal.address}/opleidingen/"
    course = re.search(r'href="(/opleidingen/[0-9a-f-]{36}/)"', portal.get("/opleidingen/")[1])
    assert course, "the catalogue of the demo is empty"
    return {"home": f"{portal.address}/", "catalogue": catalogue, "course": portal.address + course[1]}

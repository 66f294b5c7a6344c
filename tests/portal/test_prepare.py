"""`manage.py prepare`: what every start and release does to the database."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from portal.people.models import User
from portal.regions.models import Municipality

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def somewhere_to_collect(settings: Any, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path


def test_people_of_the_demo_are_nobody_in_a_portal_that_is_no_demo(settings: Any) -> None:
    settings.DEMO = True
    call_command("prepare")
    demo, real = User.objects.filter(is_demo=True), User.objects.create_user("echt@portaal.example", None, name="Echt")
    assert demo.filter(is_active=True).count() > 3
    settings.DEMO = False
    call_command("prepare")
    assert not demo.filter(is_active=True).exists()
    real.refresh_from_db()
    assert real.is_active


def test_preparing_twice_changes_nothing() -> None:
    call_command("prepare")
    call_command("prepare")
    assert Municipality.objects.count() == 342

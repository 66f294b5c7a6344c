"""What machines that watch are told, and by which names they may ask."""

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_load_balancer_may_ask_by_address(client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["portaal.example"]
    settings.SECURE_SSL_REDIRECT = True
    for name in ("live", "ready", "version"):
        assert client.get(f"/healthz/{name}", headers={"host": "10.0.0.7:8000"}).status_code == 200
    assert client.get("/", headers={"host": "10.0.0.7:8000"}, secure=True).status_code == 400


def test_a_broker_that_is_away_is_named(client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from portal.celery import app

    monkeypatch.setattr(app.conf, "broker_write_url", "redis+socket:///nowhere/valkey.sock")
    answer = client.get("/healthz/ready")
    assert answer.status_code == 503
    assert answer.json() | {"outbox_age_seconds": None} == {
        "status": "failing",
        "database": "ok",
        "broker": "unreachable",
        "outbox": "ok",
        "outbox_age_seconds": None,
    }

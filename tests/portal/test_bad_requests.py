"""What is no proper request gets a sentence, not a 500, and is not read further than needed."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from portal.entrance import Gate
from portal.wsgi import application

pytestmark = pytest.mark.django_db


def ask(**environ: str) -> tuple[str, str]:
    """Status and page of the whole WSGI application, gate included."""
    said: list[str] = []
    request: dict[str, Any] = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/opleidingen/",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
    }
    body = b"".join(application(request | environ, lambda status, headers, *rest: said.append(status)))
    return said[0], body.decode()


@pytest.mark.parametrize("charset", ["hex", "zlib", "utf-7", "unicode_escape", "bestaat-niet", "utf-16"])
def test_a_character_set_of_ones_own_is_refused_before_it_is_used(charset: str) -> None:
    status, page = ask(CONTENT_TYPE=f"text/plain; charset={charset}", QUERY_STRING="q=%2B2AA-")
    assert status.startswith("400")
    assert "Ga terug en probeer het opnieuw." in page


@pytest.mark.parametrize("content_type", ["", "text/plain", "text/plain; charset=UTF-8", 'text/plain; charset="utf-8"'])
def test_what_browsers_send_comes_through(content_type: str, tmp_path: Path) -> None:
    gate = Gate(lambda environ, start: [b"through"], most=10, closed=tmp_path / "no")
    environ = {"CONTENT_TYPE": content_type, "CONTENT_LENGTH": "10"}
    assert gate(environ, lambda *given: None) == [b"through"]


def test_more_than_a_form_can_hold_is_not_read() -> None:
    status, page = ask(
        REQUEST_METHOD="POST", CONTENT_LENGTH="300000000", CONTENT_TYPE="multipart/form-data; boundary=x"
    )
    assert status.startswith("413")
    assert "maak je tekst korter" in page


@pytest.mark.parametrize("address", ["http://[", "//[x", "http://[::1"])
def test_what_is_no_address_leads_nowhere_and_breaks_nothing(client: Client, address: str) -> None:
    for path in ("/", "/opleidingen/", "/account/inloggen/", "/medewerkers/inloggen/"):
        assert client.get(path, headers={"referer": address}).status_code == 200
        assert client.get(path, {"next": address}).status_code == 200
    answer = client.post("/medewerkers/inloggen/", {"login": "a@b.example", "password": "x", "next": address})
    assert answer.status_code < 500


def test_a_nul_in_a_cookie_is_no_cookie(client: Client) -> None:
    client.cookies["session"] = "\x00aaaaaaaaaaaaaaaa"
    assert client.get("/").status_code == 200


def test_a_nul_beside_a_file_is_refused_and_the_file_never_kept(client: Client) -> None:
    body = (
        '--x\r\nContent-Disposition: form-data; name="residence"\r\n\r\na\0b\r\n'
        '--x\r\nContent-Disposition: form-data; name="f"; filename="f.txt"\r\n\r\nhallo\r\n--x--\r\n'
    )
    answer = client.generic("POST", "/orienteren/", body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 400
    assert not answer.wsgi_request.FILES


def test_an_address_that_only_takes_forms_says_so_with_a_way_on(client: Client) -> None:
    answer = client.post("/")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert "Deze pagina kun je niet zo openen" in answer.content.decode()
    assert 'href="/opleidingen/"' in answer.content.decode()


@pytest.mark.parametrize("path", ["/", "/orienteren/", "/opleidingen/", "/medewerkers/inloggen/"])
def test_a_page_can_be_asked_for_its_headers_only(client: Client, path: str) -> None:
    assert client.head(path).status_code == 200

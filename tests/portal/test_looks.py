"""What a brand looks like outside its pages: marks, the image of a link, and the manifest of a phone's screen."""

import base64
import io
import json
import re
import struct
from pathlib import Path
from typing import Any, Literal

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from lxml import etree, html
from playwright.sync_api import Browser

from portal.brands import drawing
from portal.brands.lettering import width
from portal.brands.models import Brand
from portal.brands.palettes import PALETTES, PLAIN
from portal.brands.shades import night
from tests.portal.gallery import brand, serve
from tests.portal.test_contrast import MEASURE, contrast

#: Width and height of each picture, and what colour its ground, its sun and its path have.
READ = """async pictures => Promise.all(pictures.map(async ([size, address]) => {
    const image = new Image();
    image.src = address;
    await image.decode();
    const pen = Object.assign(document.createElement("canvas"), { width: size, height: size })
        .getContext("2d", { willReadFrequently: true });
    pen.drawImage(image, 0, 0, size, size);
    const at = (x, y) => [...pen.getImageData(size * x / 40, size * y / 40, 1, 1).data].slice(0, 3);
    // Places that hold with and without the room around a mark for phones.
    return { width: image.naturalWidth, height: image.naturalHeight, colours: [at(8, 14), at(27, 13.5), at(20, 22)] };
}))"""
LONG = "Fonds voor een Leven Lang Ontwikkelen in de Arbeidsmarktregio Zuid-Kennemerland en IJmond"[:80]


def size_of(picture: bytes) -> tuple[int, int]:
    """Width and height of a PNG (its header chunk, PNG specification 11.2.2)."""
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


@pytest.fixture
def noorden(db: None) -> Brand:
    return Brand.objects.create(slug="noorden", name="Het Noorden", is_default=True, tokens=PALETTES["noorden"])


def head(client: Client, path: str = "/") -> html.HtmlElement:
    return html.document_fromstring(client.get(path).content).find("head")


def test_plain_is_what_the_styles_say() -> None:
    sheet = (settings.BASE_DIR / "static/css/tokens.css").read_text()
    said = dict(re.findall(r"--brand-([\w-]+): ([^;]+);", sheet))
    assert said == PLAIN


@pytest.mark.django_db
def test_every_address_in_the_head_gives_what_it_promises_and_may_be_kept(client: Client, noorden: Brand) -> None:
    links = {link.get("rel"): link.get("href") for link in head(client).findall("link") if link.get("rel") != "icon"}
    icons = [link.get("href") for link in head(client).findall("link") if link.get("rel") == "icon"]
    for address, kind in (
        (links["apple-touch-icon"], "image/png"),
        (links["manifest"], "application/manifest+json"),
        (icons[0], "image/vnd.microsoft.icon"),
        (icons[1], "image/svg+xml"),
    ):
        answer = client.get(address)
        assert answer.headers["Content-Type"] == kind
        assert "max-age=" in answer.headers["Cache-Control"], address
    assert size_of(client.get(links["apple-touch-icon"]).content) == (180, 180)
    icon = client.get("/favicon.ico").content
    assert icon[:6] == b"\x00\x00\x01\x00\x01\x00"
    assert size_of(icon[22:]) == (32, 32)


@pytest.mark.django_db
def test_the_manifest_has_what_a_phone_needs(client: Client, noorden: Brand) -> None:
    manifest = json.loads(client.get("/merk/noorden.webmanifest?taal=en").content)
    assert {"name", "short_name", "start_url", "display", "background_color", "theme_color", "icons"} <= set(manifest)
    assert len(manifest["short_name"]) <= 12
    pictures = [icon for icon in manifest["icons"] if icon["type"] == "image/png"]
    for icon in pictures:
        width, height = size_of(client.get(icon["src"]).content)
        assert icon["sizes"] == f"{width}x{height}"
    kinds = {(icon["sizes"], icon["purpose"]) for icon in pictures}
    assert kinds == {(size, purpose) for size in ("192x192", "512x512") for purpose in ("any", "maskable")}
    assert len({icon["src"] for icon in pictures}) == 4
    assert manifest["description"] == "Zin in iets nieuws? Wij regelen het met je."


@pytest.mark.parametrize("slug", [*PALETTES, "sober"])
def test_every_brand_has_its_colours_in_its_mark(slug: str) -> None:
    svg = drawing.mark(brand(slug))
    assert etree.fromstring(svg.encode()).tag.endswith("svg")
    tokens = PLAIN | PALETTES.get(slug, {})
    assert all(tokens[name] in svg for name in ("primary", "accent", "on-primary"))


@pytest.mark.parametrize("name", ["Doorleren", LONG, "Yılmaz & Zonen <b>"])
def test_the_image_of_a_link_has_its_size_with_every_name(name: str) -> None:
    picture = drawing.social_picture(Brand(slug="x", name=name, tokens=PALETTES["twente"]))
    assert size_of(picture) == drawing.SOCIAL
    assert io.BytesIO(picture).getbuffer().nbytes < 300_000  # what readers of links take without asking twice


def test_the_greeting_keeps_sentences_on_lines_of_their_own_where_they_fit() -> None:
    usual = drawing.GREETING.fit("Zin in iets nieuws? Wij regelen het met je.")
    assert [line.text for line in usual.lines] == ["Zin in iets nieuws?", "Wij regelen het met je."]
    assert usual.size == 64
    endless = drawing.GREETING.fit("Een groet die niet ophoudt, want er is zo veel te vertellen. " * 9)
    assert endless.lines[-1].text.endswith("…")


@pytest.mark.parametrize("name", [LONG, LONG.upper(), "W" * 80, "-" * 80, "Zuid-" * 16, "Noord " * 13, "字" * 80])
def test_a_name_of_any_letters_stands_whole_beside_the_mark(name: str) -> None:
    """A name is 80 letters at most (Brand.name)."""
    shown = drawing.NAME.fit(name)
    assert "".join(line.text for line in shown.lines).replace(" ", "") == name.replace(" ", "")
    assert drawing.NAME.top <= shown.lines[0].baseline - 0.72 * shown.size
    assert shown.lines[-1].baseline <= drawing.NAME.top + drawing.NAME.height
    assert all(width(line.text) * shown.size <= drawing.NAME.width for line in shown.lines)


@pytest.mark.browser
def test_no_letter_is_wider_than_the_image_of_a_link_counts_on(browser: Browser) -> None:
    letters = [chr(code) for code in range(32, 0x180) if chr(code).isprintable()] + list("–—‘’“”…•€")
    with browser.new_context() as context:
        measured = context.new_page().evaluate(
            """async ([font, letters]) => {
                const bytes = Uint8Array.from(atob(font), letter => letter.charCodeAt(0));
                document.fonts.add(await new FontFace("Measured", bytes).load());
                const pen = document.createElement("canvas").getContext("2d");
                pen.font = "100px Measured";
                return letters.map(letter => pen.measureText(letter).width / 100);
            }""",
            [base64.b64encode(drawing.FONT.read_bytes()).decode(), letters],
        )
    too_wide = {letter: ems for letter, ems in zip(letters, measured, strict=True) if ems > width(letter)}
    assert too_wide == {}


@pytest.mark.browser
@pytest.mark.parametrize("slug", [*PALETTES, "sober"])
def test_browsers_read_every_picture_and_the_mark_stands_out_on_its_ground(browser: Browser, slug: str) -> None:
    known = brand(slug)
    drawn = [(size, "png", drawing.mark_picture(known, size, full=full)) for size in drawing.SIZES for full in (0, 1)]
    drawn += [(32, "x-icon", drawing.mark_icon(known)), (512, "svg+xml", drawing.mark(known).encode())]
    asked = [(size, f"data:image/{kind};base64,{base64.b64encode(picture).decode()}") for size, kind, picture in drawn]
    tabs_of: dict[Literal["light", "dark"], list[int]] = {"light": [0xDE, 0xE1, 0xE6], "dark": [0x20, 0x21, 0x24]}
    for scheme, tabs in tabs_of.items():  # those of Chromium
        with browser.new_context(color_scheme=scheme) as context:
            seen = context.new_page().evaluate(READ, asked)
        for (size, kind, _picture), picture in zip(drawn, seen, strict=True):
            assert (picture["width"] == picture["height"] == size) or kind == "svg+xml"
            ground, sun, path = picture["colours"]
            assert min(contrast(path, ground), contrast(sun, ground)) >= 3, (size, kind, scheme)  # WCAG 1.4.11
        # Its ground only gives it a shape: lighter, and the sun would fade.
        assert contrast(seen[-1]["colours"][0], tabs) >= 2.5, scheme


@pytest.mark.browser
@pytest.mark.parametrize("slug", [*PALETTES, "sober"])
def test_the_bars_of_a_browser_have_the_colour_of_the_page_by_night_too(browser: Browser, slug: str) -> None:
    sheet = '<!doctype html><link rel="stylesheet" href="/static/app.css"><link rel="stylesheet" href="/merk.css">'
    with browser.new_context(color_scheme="dark") as context:
        page = context.new_page()
        serve(page, slug, sheet)
        [paper] = page.evaluate(MEASURE, ["paper"])
    ours = night(drawing.colours(brand(slug))["primary"])
    assert [int(ours[at : at + 2], 16) for at in (1, 3, 5)] == pytest.approx(paper, abs=1)


def test_a_picture_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was drawn has its letters, also when there are none to draw with any more."""
    known = Brand(slug="x", name="Het Noorden")
    first = drawing.social_picture(known)
    monkeypatch.setattr(drawing, "FONT", Path(__file__))
    assert drawing.social_picture(known) == first
    cache.clear()
    assert drawing.social_picture(known) != first


@pytest.mark.django_db
def test_pictures_are_there_while_valkey_is_away(client: Client, noorden: Brand, settings: Any) -> None:
    nobody = {"BACKEND": "portal.cache.ForgivingRedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": nobody}
    for path in ("/favicon.ico", "/merk/noorden-nl.png", "/merk/noorden.vol-180.png"):
        assert client.get(path).status_code == 200


@pytest.mark.django_db
def test_a_drawing_may_be_looked_at_by_itself_and_runs_nothing(client: Client, noorden: Brand) -> None:
    policy = client.get("/merk/noorden.svg").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


@pytest.mark.django_db
def test_the_image_of_a_link_speaks_the_language_of_the_page(client: Client, noorden: Brand) -> None:
    noorden.texts = {"greeting": {"nl": "Leer door.", "en": "Keep learning."}}
    noorden.save()
    images = {}
    for language in ("nl", "en"):
        properties = {m.get("property"): m.get("content") for m in head(client, f"/?taal={language}").findall("meta")}
        assert properties["og:image"].startswith("http://testserver/merk/noorden-")
        images[language] = client.get(properties["og:image"].removeprefix("http://testserver")).content
        assert properties["og:title"] in client.get(f"/?taal={language}").content.decode()
    assert images["nl"] != images["en"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/merk/geen.svg", "/merk/noorden-33.png", "/merk/noorden-de.png", "/merk/geen.webmanifest"]
)
def test_what_a_brand_does_not_have_is_not_there(client: Client, noorden: Brand, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.django_db
def test_a_portal_without_brands_has_a_mark_too(client: Client) -> None:
    assert client.get("/favicon.ico").status_code == 200
    addresses = [link.get("href") for link in head(client).findall("link") if "/merk/" in link.get("href")]
    assert len(addresses) == 3
    assert [client.get(address).status_code for address in addresses] == [200] * 3


def test_the_letters_of_the_image_are_there() -> None:
    assert Path(drawing.FONT).read_bytes()[:4] == b"\x00\x01\x00\x00"

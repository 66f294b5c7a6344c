"""Decisions of design are made in one file; a brand changes eight of them, and can change nothing else."""

import re

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from portal.brands.models import TOKENS, Brand, validate_tokens
from portal.brands.palettes import PALETTES

FOLDER = settings.BASE_DIR / "static" / "css"
SHEETS = {path.name: re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL) for path in FOLDER.rglob("*.css")}
#: Where the decisions are, and the drawings, whose skin, hair and steel no brand dresses.
DECIDING = {"tokens.css", "art.css"}
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|lab|lch)a?\(|:\s*(?:white|black|red|grey)\b")
#: Elsewhere a radius, a duration or a shadow comes from a token, or has no choice in it.
RADIUS = re.compile(r"border-radius:(?!\s*(?:var\(|0|inherit|50%))[^;]+")
DURATION = re.compile(r"(?:transition|animation)[^;]*\b\d+m?s\b")


def offences(pattern: re.Pattern[str]) -> dict[str, list[str]]:
    """Sheet -> what is decided in it that should be in tokens.css; drawings set their own colours by --art names."""
    texts = {name: re.sub(r"--art-[\w-]+:[^;]+;", "", text) for name, text in SHEETS.items() if name not in DECIDING}
    return {name: found for name, text in texts.items() if (found := pattern.findall(text))}


#: Where a class can be named: whole, or its beginning before what differs (``status--{{ kind }}``).
NAMING = ("templates", "portal", "courses", "intake", "funding", "static/js")


def test_every_class_with_a_style_is_named_somewhere() -> None:
    files = [file for folder in NAMING for file in (settings.BASE_DIR / folder).rglob("*.*")]
    source = "\n".join(file.read_text() for file in files if file.suffix in {".html", ".py", ".js"})
    whole, beginnings = set(re.findall(r"[\w-]+", source)), set(re.findall(r"([\w-]+-)\{[{%]", source))
    selectors = " ".join(selector for text in SHEETS.values() for selector in re.findall(r"([^{};]+)\{", text))
    styled = set(re.findall(r"\.(-?[a-zA-Z_][\w-]*)", selectors))
    assert len(styled) > 400
    assert [name for name in sorted(styled - whole) if not name.startswith(tuple(beginnings))] == []


@pytest.mark.parametrize(
    ("pattern", "bad"),
    [
        (COLOUR, "a { color: #fff }"),
        (RADIUS, "a { border-radius: 7px; }"),
        (DURATION, "a { transition: color .2s 200ms; }"),
    ],
)
def test_colour_radius_and_motion_are_decided_in_one_file(pattern: re.Pattern[str], bad: str) -> None:
    assert pattern.search(bad)
    assert offences(pattern) == {}


def test_every_token_that_is_used_exists_and_every_one_that_exists_is_used() -> None:
    everything = "\n".join(SHEETS.values())
    made = set(re.findall(r"(--[\w-]+)\s*:", everything))
    used = set(re.findall(r"var\(\s*(--[\w-]+)", everything))
    of_packages = {name for name in used if re.match(r"--(utrecht|nl)-", name)}
    assert used - made - of_packages == set()
    assert set(re.findall(r"(--[\w-]+)\s*:", SHEETS["tokens.css"])) - used == set()


def test_a_brand_can_set_what_the_stylesheet_has_a_default_for() -> None:
    assert {f"--brand-{name}" for name in TOKENS} == set(re.findall(r"(--brand-[\w-]+):", SHEETS["tokens.css"]))
    for tokens in PALETTES.values():
        validate_tokens(tokens)


@pytest.mark.parametrize(
    "tokens",
    [
        {"error": "#FF0000"},  # what warns people looks the same everywhere
        {"font": "Comic Sans"},
        {"space-4": "2px"},
        {"primary": "red"},
        {"primary": "#FFF"},
        {"primary": "#0F5C55; } body { display: none"},
        {"primary": "url(https://elders.example)"},
        {"primary": None},
        {"radius": "#0F5C55"},
        {"radius": "100vw"},
        ["primary"],
    ],
)
def test_a_brand_can_set_nothing_else(tokens: object) -> None:
    with pytest.raises(ValidationError):
        validate_tokens(tokens)
    with pytest.raises(ValidationError):
        Brand(slug="x", name="X", tokens=tokens).stylesheet()


def test_the_stylesheet_of_a_brand_sets_its_tokens_and_nothing_besides() -> None:
    sheet = Brand(slug="x", name="X", tokens=PALETTES["twente"]).stylesheet()
    assert set(re.findall(r"(--[\w-]+):", sheet)) == {f"--brand-{name}" for name in PALETTES["twente"]}
    assert re.sub(r"\s*--brand-[\w-]+: [#\w]+;", "", sheet).split() == ["@layer", "tokens", "{", ":root", "{", "}", "}"]

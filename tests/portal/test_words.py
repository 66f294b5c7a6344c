"""Difficult words: where they can be pressed, what one then reads, and that a page is otherwise left as it was."""

import re
from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils.translation import override
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html
from playwright.sync_api import Browser, Page, expect

from portal.words.catalogue import DifficultWord, difficult_words, word_list
from portal.words.marking import explain
from tests.axe import barriers
from tests.portal.gallery import serve

BUTTON = re.compile(r'<button type="button" class="word" popovertarget="word-[a-z-]+">(.*?)</button>', re.DOTALL)


def pressed(piece: str, language: str = "nl") -> list[str]:
    """The words of a piece that can be pressed."""
    return BUTTON.findall(explain(piece, language)[0])


# --- The list ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("word", difficult_words(), ids=lambda word: word.slug)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_word_is_explained_shortly_in_both_languages(word: DifficultWord, language: str) -> None:
    wording = word.wording(language)
    sentences = re.split(r"(?<=[.!?]) ", wording.text)
    assert 1 <= len(sentences) <= 3
    assert all(sentence.endswith(".") and len(sentence.split()) <= 26 for sentence in sentences)
    assert wording.forms
    assert re.fullmatch(r"[a-z0-9-]+", word.slug)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_word_stands_in_the_list_twice(language: str) -> None:
    forms = [form.lower() for word in difficult_words() for form in word.wording(language).forms]
    assert len(forms) == len(set(forms))
    assert len({word.slug for word in difficult_words()}) == len(difficult_words())


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "first", "last"), [("nl", "arbeidsmarktregio", "WW"), ("en", "advance", "WW")])
def test_the_page_of_words_has_them_all_by_the_alphabet(client: Client, language: str, first: str, last: str) -> None:
    client.cookies["language"] = language
    page = html.document_fromstring(client.get("/woorden/").content)
    rows = page.find_class("words__item")
    names = [row.findtext("dt").strip() for row in rows]
    assert len(rows) == len(difficult_words())
    assert [row.get("id") for row in rows] == [row["slug"] for row in word_list(language)]
    assert first in names[:2]
    assert names[-1].startswith(last)
    home = html.document_fromstring(client.get("/").content)
    assert "/woorden/" in home.xpath("//footer//a/@href")


def test_on_an_english_page_a_word_is_also_called_as_funds_call_it() -> None:
    rows = {row["slug"]: row for row in word_list("en")}
    assert (rows["bezwaar"]["word"], rows["bezwaar"]["dutch"]) == ("objection", "bezwaar")
    assert rows["uwv"]["dutch"] == ""
    assert not any(row["dutch"] for row in word_list("nl"))


# --- Finding them ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("piece", "found"),
    [
        ("<p>Je eigen bijdrage is € 10. Die eigen bijdrage betaal je zelf.</p>", ["eigen bijdrage"]),
        ("<p>Cao's en een cao</p>", ["Cao's"]),
        ("<p>Cao&#x27;s</p>", ["Cao&#x27;s"]),
        ("<p>Een O&amp;O-fonds betaalt.</p>", ["O&amp;O-fonds"]),
        ("<p>Een eigen\n  bijdrage</p>", ["eigen\n  bijdrage"]),
        ("<p>Een stap verder</p>", []),
        ("<p>Het STAP-budget</p>", ["STAP-budget"]),
        ("<p>De regelingenbank van het subsidieloket</p>", []),
        ("<p>Een niet-besluit, een besluit-nemer</p>", []),
        ("<h2>Je besluit</h2><p>Een <strong>besluit</strong></p>", ["besluit"]),
        ("<a href='/x'>Lees het besluit</a>", []),
        ("<button>Maak bezwaar</button>", []),
        ("<label>Welke <b>cao</b> geldt?</label><legend>cao</legend><summary>cao</summary>", []),
        ("<table><caption>cao</caption><tr><th>cao</th><td>cao</td></tr></table>", ["cao"]),
        ('<p><span class="visually-hidden">besluit</span></p>', []),
        ('<p aria-hidden="true">besluit</p><p hidden>besluit</p><p data-plain-words>besluit</p>', []),
        ("<script>cao</script><textarea>cao</textarea><select><option>cao</select><svg><text>cao</text></svg>", []),
        ("<!-- een cao --><p title='een cao > twee'>x</p><img alt=\"cao\">", []),
        ("<p>onafgemaakt <b>een cao", ["cao"]),
        ("<ul><li><a href='/x'>link</a><li>een cao</ul></div></p>", ["cao"]),
    ],
)
def test_where_a_word_can_be_pressed(piece: str, found: list[str]) -> None:
    assert pressed(piece) == found


def test_what_is_folded_away_counts_apart() -> None:
    piece = "<details><summary>cao</summary><p>de cao, een cao</p></details><p>de cao</p>"
    marked, words = explain(piece, "nl")
    assert len(BUTTON.findall(marked)) == 2
    assert {word.slug: folded for word, folded in words.items()} == {"cao": False}
    assert list(explain("<details>de cao</details>", "nl")[1].values()) == [True]


def test_a_part_in_another_language_has_the_words_of_that_one() -> None:
    piece = '<p>a decision, a besluit</p><p lang="nl">de cao en the loan<span lang="en">a loan</span></p>'
    assert pressed(piece, "en") == ["decision", "cao", "loan"]
    assert pressed("<p>a loan of a regeling</p>", "nl") == ["regeling"]


BITS = (
    "<p> </p> <a> </a> <details> </details> <b lang='nl'> </b> <br> <!-- --> cao besluit a<b < > & &amp; \" ' "
    "<p title='>'> </h2> <h2> O&amp;O-fonds eigen bijdrage é"
)
PIECES = st.lists(st.sampled_from(BITS.split()), max_size=30).map(" ".join)


@given(PIECES)
@example("<a title='\"' <cao> besluit")
def test_a_page_stays_letter_for_letter_but_for_the_buttons(piece: str) -> None:
    for language in ("nl", "en"):
        assert BUTTON.sub(r"\1", explain(piece, language)[0]) == piece


# --- On a page ---------------------------------------------------------------------------------------------
def explained(inside: str, language: str = "nl") -> str:
    with override(language):
        return Template("{% load words %}{% explained %}" + inside + "{% endexplained %}").render(Context({}))


def test_every_button_opens_the_explanation_of_its_own_word() -> None:
    page = html.fragment_fromstring(explained("<p>Een besluit over de cao.</p>"), create_parent="div")
    for button in page.find_class("word"):
        note = page.get_element_by_id(button.get("popovertarget"))
        assert note.get("popover") is not None
        name = page.get_element_by_id(note.get("aria-labelledby"))
        assert name.text_content() == button.text_content()
        assert page.get_element_by_id(note.get("aria-describedby")).text_content().endswith(".")


def test_a_page_without_difficult_words_gets_nothing() -> None:
    assert explained("<p>Gewone woorden.</p>") == "<p>Gewone woorden.</p>"


PAGE = (
    '<!doctype html><html lang="nl"><meta charset="utf-8"><title>x</title>'
    '<link rel="stylesheet" href="/static/app.css"><script type="module" src="/static/app.js"></script>'
    '<main id="inhoud"><h1>Tekst</h1>{}</main>'
)
TEXT = "<p>Het fonds neemt een besluit. Geldt er een <em>cao</em>?</p><p><a href='/x'>Verder</a></p>"


def opened(browser: Browser, **options: Any) -> Page:
    page = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce", **options).new_page()
    serve(page, "noorden", PAGE.format(explained(TEXT)))
    return page


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_word_is_explained_by_keyboard_and_the_focus_comes_back(browser: Browser, scripts: bool) -> None:
    page = opened(browser, java_script_enabled=scripts)
    word, note = page.get_by_role("button", name="besluit"), page.get_by_role("dialog", name="besluit")
    page.keyboard.press("Tab")
    expect(word).to_be_focused()
    expect(note).to_be_hidden()
    page.keyboard.press("Enter")
    expect(note).to_be_visible()
    expect(note.locator("[autofocus]")).to_be_focused()  # a screen reader reads what has the focus
    page.keyboard.press("Tab")
    expect(note.get_by_role("link", name="Alle moeilijke woorden")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(note).to_be_hidden()
    expect(word).to_be_focused()
    page.keyboard.press("Space")
    expect(note).to_be_visible()
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    expect(word).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="cao")).to_be_focused()  # nothing of the closed one is in the way
    page.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_an_open_explanation_keeps_nobody_out_and_stays_on_the_screen(browser: Browser, width: int) -> None:
    page = opened(browser)
    page.set_viewport_size({"width": width, "height": 480})
    page.get_by_role("button", name="cao").click()
    box = page.get_by_role("dialog", name="cao").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] + box["height"] <= 480
    assert barriers(page) == []
    page.context.close()


@pytest.mark.browser
def test_a_page_does_not_begin_at_an_explanation_and_paper_has_them_below_the_text(browser: Browser) -> None:
    page = opened(browser)
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    page.emulate_media(media="print")
    expect(page.get_by_text("Wat een fonds vindt van je aanvraag")).to_be_visible()
    expect(page.get_by_text("Alle moeilijke woorden").first).to_be_hidden()
    expect(page.get_by_role("button", name="Sluiten").first).to_be_hidden()
    page.context.close()

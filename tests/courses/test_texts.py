"""Texts of strangers on our pages."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from courses.feeds.texts import TAGS, paragraphs, plain, safe_html

ATTACK = (
    '<h1 onclick="x()">Lassen</h1><p style="position:fixed">Leer <b>lassen</b>.<script>alert(1)</script>'
    '<img src=x onerror=alert(1)><a href="javascript:alert(1)">hier</a> '
    '<a href="https://a.example" target="_top">web</a>'
    "<svg><a xlink:href='javascript:x'></a></svg><iframe src='//evil.example'></iframe></p>"
)


def test_scripts_styles_and_dangerous_links_do_not_come_through() -> None:
    clean = safe_html(ATTACK)
    assert clean == (
        '<h3>Lassen</h3><p>Leer <b>lassen</b>.<a rel="nofollow noopener noreferrer">hier</a> '
        '<a href="https://a.example" rel="nofollow noopener noreferrer">web</a></p>'
    )


@given(st.text(alphabet=st.sampled_from("<>/=\"'ahrefscriptonclick:;&#x0 \n"), max_size=120))
def test_nothing_but_allowed_elements_ever_comes_out(text: str) -> None:
    tree = html.fromstring(f"<div>{safe_html(text)}</div>")
    for element in tree.iter():
        assert element is tree or element.tag in TAGS
        assert set(element.attrib) <= {"href", "rel"}
        assert element.get("href", "https:").split(":")[0] in {"http", "https"}


@given(st.text(max_size=300))
def test_a_plain_text_is_one_line_without_markup_or_hidden_characters(text: str) -> None:
    line = plain(text, 100)
    assert len(line) <= 100
    assert line == " ".join(line.split())
    assert not set(line) & {"\x00", "\u202e", "\u200b", "\n", "\r"}


def test_plain_keeps_what_people_meant() -> None:
    assert plain("R&amp;D voor\n 3 &lt; 5 kinderen", 100) == "R&D voor 3 < 5 kinderen"
    assert plain("<p>Een</p><p>Twee</p>", 100) == "Een Twee"
    assert plain("lassen en frezen en draaien", 18) == "lassen en frezen…"


def test_plain_text_becomes_paragraphs_and_markup_in_it_is_text() -> None:
    assert paragraphs("Een\r\n\r\nTwee\nregels <b>") == "<p>Een</p><p>Twee<br>regels &lt;b&gt;</p>"
    assert paragraphs("  \n ") == ""

"""Every page is valid HTML, says what it is, and has its headings in order."""

import json
import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from lxml import html

from tests.journeys.conftest import Crawled
from tests.journeys.crawling import Part, Seen, of_each_part, parts

pytestmark = pytest.mark.django_db

CHECKER = settings.BASE_DIR / ".ci/html-checker/node_modules/vnu-jar/build/dist/vnu.jar"
#: It runs for seconds: what Java does to be quick after minutes takes longer than the checking. Its schemas nest deep.
QUICK = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss4m")
#: What the checker says and we leave as it is, with the reason.
MEANT = re.compile(
    # Safari tells no list to VoiceOver when its bullets are gone, unless it is told that it is one.
    r"The “list” role is unnecessary for element “[uo]l”\."
)


def test_the_html_checker_finds_nothing(crawled: Crawled, tmp_path: Path) -> None:
    if not shutil.which("java"):
        pytest.skip(
            "Java is not installed here, so no HTML was checked (Debian: apt-get install default-jre-headless)."
        )
    assert CHECKER.exists(), "The HTML checker is not installed: `make test` does that, or .ci/tool html-checker."
    files: dict[str, Seen] = {}
    dutch = crawled("nl").distinct
    known = frozenset[Part]().union(*(parts(seen.page) for seen in dutch))
    # In English the same templates are filled: pages that show what no Dutch one shows.
    for number, seen in enumerate([*dutch, *of_each_part(crawled("en").distinct, known)]):
        file = tmp_path / f"{number}.html"
        file.write_text(seen.page)
        files[file.name] = seen
    broken = tmp_path / "broken.html"
    broken.write_text("<!doctype html><html lang=nl><title>x</title><p><ul><li style=color:>x</ul></p></html>")

    files_to_check = map(str, sorted(tmp_path.glob("*.html")))
    command = ["java", *QUICK, "-jar", str(CHECKER), "--format", "json", "--stdout", *files_to_check]
    said = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)["messages"]
    complaints = [
        (Path(message["url"]).name, f"{message['message']} {message.get('extract', '')}")
        for message in said
        if not MEANT.fullmatch(message["message"])
    ]
    assert [text for name, text in complaints if name == "broken.html"], "the checker finds nothing at all"
    wrong = {text: str(files[name]) for name, text in complaints if name != "broken.html"}
    assert wrong == {}, "\n".join(f"{page}: {text}" for text, page in wrong.items())
    assert len(files) > 100


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_has_one_first_heading_and_skips_no_level(crawled: Crawled, language: str) -> None:
    wrong = {}
    for seen in crawled(language).pages:
        levels = [
            int(heading.tag[1])
            for heading in html.document_fromstring(seen.page).xpath("//h1|//h2|//h3|//h4|//h5|//h6")
        ]
        skips = [(before, after) for before, after in pairwise(levels) if after > before + 1]
        if levels.count(1) != 1 or levels[0] != 1 or skips:
            wrong[str(seen)] = levels
    assert wrong == {}, "\n".join(f"{page}: {levels}" for page, levels in wrong.items())


FIELDS = "//main//*[self::input or self::select or self::textarea][not(@type='hidden' or @type='submit' or @hidden)]"


def unnamed(page: str) -> list[str]:
    """The fields of a page that nobody hears the name of."""
    tree = html.document_fromstring(page)
    told = set(tree.xpath("//label[normalize-space()]/@for"))
    return [
        field.get("name") or "?"
        for field in tree.xpath(FIELDS)
        if field.get("id") not in told
        and not (field.get("aria-label") or field.get("aria-labelledby") or field.xpath("ancestor::label"))
    ]


def test_every_field_of_every_page_has_a_name(crawled: Crawled) -> None:
    """Of a field that looks as others do a browser judges one (tests/journeys/test_enlarged.py)."""
    bad = "<main><label for=a>A</label><input id=a><input name=b><label for=c></label><input id=c name=c>"
    assert unnamed(bad) == ["b", "c"]
    found = {str(seen): unnamed(seen.page) for seen in crawled("nl").pages}
    assert {page: fields for page, fields in found.items() if fields} == {}


#: Who listens jumps from one of these to the next; the last two only when they have a name.
LANDMARKS = "//nav|//aside|//search|//*[@role='search' or @role='region']|//section|//form"


def landmarks(page: str) -> list[tuple[str, str]]:
    """What each landmark of a page is, and its name."""
    tree = html.document_fromstring(page)
    found = []
    for element in tree.xpath(LANDMARKS):
        told = element.get("aria-labelledby", "").split()
        name = element.get("aria-label") or " ".join(tree.get_element_by_id(one).text_content() for one in told)
        if name or element.tag not in {"section", "form"}:
            found.append((element.get("role") or element.tag, " ".join(name.split())))
    return found


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_two_landmarks_of_a_page_are_called_the_same(crawled: Crawled, language: str) -> None:
    # The page of all components shows some of them twice.
    found = {str(seen): landmarks(seen.page) for seen in crawled(language).pages if seen.kind != "portal:style"}
    wrong = {page: twice for page, all_ in found.items() if (twice := [one for one in all_ if all_.count(one) > 1])}
    assert wrong == {}
    assert max(map(len, found.values())) > 3


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_title_says_which_page_of_which_portal_it_is(crawled: Crawled, language: str) -> None:
    """ "Lassen – Het Noorden Leert Door": what is different comes first, and no two pages are called the same."""
    found = crawled(language)
    titles = {seen: " ".join(html.document_fromstring(seen.page).findtext(".//title").split()) for seen in found.pages}
    shapeless = {str(seen): title for seen, title in titles.items() if not re.fullmatch(r"\S.*\S – [^–]*\S", title)}
    assert shapeless == {}
    headings: dict[str, set[str]] = {}
    for seen, title in titles.items():
        if not seen.empty:  # a step that is sent wrong answers with the page that its form stands on
            headings.setdefault(title, set()).add(seen.kind)
    double = {title: kinds for title, kinds in headings.items() if len(kinds) > 1}
    assert double == {}


@pytest.mark.parametrize(("language", "word"), [("nl", "Fout:"), ("en", "Error:")])
def test_a_page_with_mistakes_says_so_first_in_its_title(crawled: Crawled, language: str, word: str) -> None:
    """Who listens hears the title first. The page of all components shows a form with mistakes, and is none."""
    pages = [seen for seen in crawled(language).pages if seen.kind != "portal:style"]
    wrong = []
    for seen in pages:
        tree = html.document_fromstring(seen.page)
        title = tree.findtext(".//title").split()
        told = title[0] == word and word not in title[1:]
        if told != bool(tree.find_class("error-summary")):
            wrong.append(str(seen))
    assert wrong == []
    assert sum(seen.empty and word in seen.page for seen in pages) > 3

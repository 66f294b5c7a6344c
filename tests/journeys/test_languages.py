"""Every page that links lead to exists, and speaks one language: Dutch, or English but for what is marked as Dutch."""

import re
from collections.abc import Iterable
from typing import Any

import pytest
from lxml import etree

from tests.journeys.conftest import Crawled

pytestmark = pytest.mark.django_db

#: An address that is shown has no language.
ADDRESS = re.compile(r"https?://\S+|\S+@\S+")
#: Words of one language that the other does not have; and “uw”, because the portal says “je”.
FOREIGN = {
    "en": re.compile(
        r"\b(het|een|je|jij|jou|jouw|niet|van|voor|naar|wordt|worden|opleiding|opleidingen|aanvraag|kies|geen|ook|wie|"
        r"waar|hoe|dit|deze|zijn|bij|uur|weken|maanden|dagen|dag|jaar|op|om|uit|heb|hebt|betaalt|krijg|krijgt|en|"
        r"maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|januari|februari|maart|mei|juni|juli|augustus|"
        r"oktober|verder|terug|wijzig|aantal|bekijk|regeling|fonds|besluit|afspraak|adviseur|medewerkers|inloggen)\b",
        re.IGNORECASE,
    ),
    "nl": re.compile(
        r"\b(uw|the|your|you|with|and|this|that|not|please|enter|add|remove|sign|password|required|field|are|have|"
        r"from|what|which|course|courses|funding|when|where|select|choose|january|march|may|july|august|october)\b",
        re.IGNORECASE,
    ),
}


def foreign(page: str, language: str, names: Iterable[str] = ()) -> list[str]:
    """Texts of a page that are not in its language, though nothing says which language they are in.

    ``names`` of people, funds, courses and places stay as they are in every language; one may begin with another, so
    the longest come first.
    """
    found = []

    def is_foreign(text: str) -> bool:
        if not FOREIGN[language].search(ADDRESS.sub("", text)):
            return False
        for name in names:  # last, because few texts are left
            text = text.replace(name, "")
        return bool(FOREIGN[language].search(ADDRESS.sub("", text)))

    def look(element: Any, said: str) -> None:
        if not isinstance(element.tag, str):
            return
        own = element.get("lang") or said
        if own == language and element.tag not in {"script", "style", "svg", "title"}:
            texts = [element.text or "", *(child.tail or "" for child in element)]
            if element.tag == "option":  # which cannot say that a part of it is in another language
                texts = [re.sub(r" \(.*\)", "", text) for text in texts]
            texts += [element.get(name) or "" for name in ("alt", "aria-label", "title", "placeholder")]
            found.extend(text.strip() for text in texts if is_foreign(text))
        for child in element:
            look(child, own)

    look(etree.HTML(page), "")
    return found


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_link_leads_somewhere_in_one_language(crawled: Crawled, language: str) -> None:
    found = crawled(language)
    kinds = {page.kind for page in found.pages}
    assert {"funding:outcome", "funding:application", "funding:line", "funding:letter"} <= kinds
    assert {"intake:agenda", "intake:book", "intake:appointment", "portal:style"} <= kinds
    names = sorted(found.names, key=len, reverse=True)
    wrong = {str(seen): texts for seen in found.pages if (texts := foreign(seen.page, language, names))}
    assert wrong == {}, "\n".join(f"{page}: {texts}" for page, texts in wrong.items())

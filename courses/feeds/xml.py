"""Reading XML of strangers: streaming, without DTD or entities, forgiving about namespaces and the case of names.

A document type declaration is refused before anything is parsed: an incremental parser (defusedxml) looks at the
bytes up to the first element and only then does lxml get them, with entities, network and huge trees off.
"""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import IO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

import defusedxml.sax
from defusedxml import DefusedXmlException
from lxml import etree

from courses.feeds.records import Unusable
from courses.feeds.sentences import sentence as _

CHUNK = 64 * 1024
#: A document whose first element does not begin within this many bytes is not read.
LONGEST_PROLOG = 1024 * 1024
#: Where an element stood in a document that was no XML.
PATH = "{urn:doorleren}path"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

type Element = etree._Element


class _FirstElement(Exception):
    """The prolog is over."""


class _Prolog(ContentHandler):
    def startElement(self, *_args: object) -> None:  # noqa: N802 - named by SAX
        raise _FirstElement


def elements(file: IO[bytes], names: Collection[str]) -> Iterator[Element]:
    """First the root, of which only the name and attributes are there; then each element with one of these local
    names (lower case) that is not inside another such element, whole.

    What was yielded is emptied afterwards, and so is every finished child of the root: a file of any size takes little
    memory. Raises Unusable: empty_file, doctype, not_xml, wrong_encoding; what came before a mistake is yielded first.
    """
    refuse_doctype(file)
    events = etree.iterparse(
        file, events=("end",), resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False
    )
    root, streams = None, True
    try:
        for _event, element in events:
            if root is None:
                root = element.getroottree().getroot()
                yield root
                streams = local(root) not in names
            if local(element) in names:
                if not any(local(around) in names for around in element.iterancestors()):
                    yield element
                    _forget(element)
            elif streams and element.getparent() is root:
                _forget(element)
    except etree.XMLSyntaxError as error:
        last = events.error_log.last_error
        reason, where = (last.message, last.line) if last else (error.msg or "", error.lineno or 0)
        raise _not_xml(reason, where) from error


def refuse_doctype(file: IO[bytes]) -> None:
    """Look at the bytes before the first element and rewind. Raises Unusable: empty_file, doctype, not_xml."""
    parser = defusedxml.sax.make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(_Prolog())
    start = file.tell()
    read = 0
    try:
        while chunk := file.read(CHUNK):
            parser.feed(chunk)
            read += len(chunk)
            if read > LONGEST_PROLOG:
                raise Unusable("not_xml", _("Dit lijkt geen XML: in de eerste megabyte begint geen element."))
        if not read:
            raise Unusable("empty_file", _("Het bestand is leeg."))
        raise Unusable("not_xml", _("Dit is geen XML, of het breekt af voordat het begint."))
    except _FirstElement:
        file.seek(start)
    except DefusedXmlException as error:
        raise Unusable(
            "doctype",
            _("Het bestand heeft een DOCTYPE of eigen entiteiten. Om veiligheid lezen wij dat niet: haal het weg."),
        ) from error
    except (LookupError, ValueError) as error:  # an encoding that nobody knows
        raise _not_xml("encoding", 1) from error
    except SAXException as error:
        line = getattr(error, "getLineNumber", lambda: 0)() or 0
        raise _not_xml(getattr(error, "getMessage", lambda: "")(), line) from error


def _not_xml(reason: str, line: int) -> Unusable:
    where = f"regel {line}" if line else ""
    if "encoding" in reason.lower() or "utf-8" in reason.lower():
        text = _("De tekens kloppen niet met de codering die het bestand zelf noemt. Sla het op als UTF-8.")
        return Unusable("wrong_encoding", text, where)
    detail = re.sub(r",? line \d+, column \d+", "", reason)
    return Unusable(
        "not_xml", _("Het bestand is geen geldige XML of breekt af. De lezer zegt: %(detail)s.", detail=detail), where
    )


def _forget(element: Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


@lru_cache(maxsize=4096)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2].lower()


def local(element: Element) -> str:
    """The name without namespace, in lower case; "" for comments and processing instructions."""
    tag = element.tag
    return _local(tag) if isinstance(tag, str) else ""


def children(element: Element | None, name: str) -> list[Element]:
    """Direct children with this local name, whatever its case or namespace."""
    wanted = name.lower()
    return [] if element is None else [child for child in element if local(child) == wanted]


def first(element: Element | None, *path: str) -> Element | None:
    """The first element along a path of local names, None when it is not there."""
    for name in path:
        if element is None:
            return None
        wanted = name.lower()
        element = next((child for child in element if local(child) == wanted), None)
    return element


def text(element: Element | None, *path: str) -> str:
    """The text along a path, with that of elements inside it, stripped; "" when it is not there."""
    found = first(element, *path)
    return "" if found is None else "".join(str(part) for part in found.itertext()).strip()


def attribute(element: Element | None, name: str) -> str:
    """An attribute by its local name, whatever its case; "" when it is not there."""
    if element is None:
        return ""
    for key, value in element.attrib.items():
        if etree.QName(str(key)).localname.lower() == name.lower():
            return str(value).strip()
    return ""


def dutch(element: Element | None, *path: str) -> str:
    """Of texts that repeat per language: the Dutch one, else one without language, else the first with any words."""
    parent = first(element, *path[:-1])
    found = [(child.get(LANGUAGE, "").lower()[:2], text(child)) for child in children(parent, path[-1])]
    filled = [(language, words) for language, words in found if words]
    for wanted in ("nl", ""):
        for language, words in filled:
            if language == wanted:
                return words
    return filled[0][1] if filled else ""


def line(element: Element | None) -> str:
    """Where an element stands: "regel 12", or its path in JSON."""
    if element is not None and element.get(PATH):
        return str(element.get(PATH))
    return f"regel {element.sourceline}" if element is not None and element.sourceline else ""


def beside(where: str, element: Element | None) -> str:
    """Where a part of a record stands, from where the record stands: the same file, the part's own line."""
    return f"{where.partition(',')[0]}, {line(element)}"

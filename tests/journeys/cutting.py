"""Cuts from pages what no page before showed, and puts many such cuttings on one sheet for a browser.

Most pages show a handful of new parts among hundreds that others showed as well: of 39,000 elements on 155 pages a
quarter is enough, and a browser needs as long for a sheet as for a page.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from lxml import etree, html

from tests.journeys.crawling import Part, Seen, of_each_part, walk
from tests.journeys.styling import rows

#: So many elements go on one sheet, before what the next page brings goes on another: axe needs four times as long for
#: twice as many.
ON_A_SHEET = 500
#: What stays beside a new part, because it gives it its room, holds at most so many elements: two of each look that
#: stand below each other, and all that stand beside each other, because only together they are too wide.
SMALL = 12
#: What stands beside each other wherever it is.
ON_A_LINE = {"a", "button", "label", "span"}
#: What names what is around it or keeps it upright, whatever is new there.
BELONGS = {
    "caption",
    "colgroup",
    "dd",
    "dt",
    "figcaption",
    "legend",
    "optgroup",
    "option",
    "summary",
    "td",
    "th",
    "thead",
}
#: Attributes that lead to an element of the same page.
LEADS = ("aria-activedescendant", "aria-controls", "aria-describedby", "aria-labelledby", "aria-owns", "for", "headers")


def sheets(pages: list[Seen], known: frozenset[Part] = frozenset()) -> list[Seen]:
    """Pages that show together each part that ``pages`` show within what holds it, but for what is ``known``.

    What a page has around its content is shown by the first page that brings something new there; pages without an
    ordinary ``<main>`` are shown as they are.
    """
    shown = set(known)
    whole: list[Seen] = []
    hosts: list[Seen] = []
    cuttings: list[Any] = []
    for number, seen in enumerate(of_each_part(pages, known)):
        tree = etree.HTML(seen.page)
        new = []
        walked = walk(tree)  # an element is the same one as long as somebody knows it
        for element, part in walked:
            if part not in shown:
                shown.add(part)
                new.append(element)
        main = tree.find(".//main[@id]")
        if main is None:
            whole += [seen] if new else []
            continue
        inside = set(main.iter())
        if not hosts or not inside.issuperset(new):
            hosts.append(seen)
        if fresh := inside.intersection(new):
            cuttings.append(_cutting(main, fresh, f"c{number}-", str(seen)))
    groups: list[list[Any]] = []
    room = 0
    for cutting in cuttings:
        if room <= 0:
            groups.append([])
            room = ON_A_SHEET
        groups[-1].append(cutting)
        room -= sum(1 for _ in cutting.iter())
    shared = zip_longest(groups, hosts, fillvalue=None)
    return [*whole, *(_sheet(host or hosts[0], group or (), alone=not host) for group, host in shared)]


def _cutting(main: Any, fresh: set[Any], mark: str, origin: str) -> Any:
    """``main`` as one of many on a sheet: what is ``fresh``, what holds it, what is beside it and what it refers to."""
    named = {element.get("id"): element for element in main.iter(etree.Element) if element.get("id")}
    labels: dict[str, list[Any]] = {}
    for label in main.iter("label"):
        labels.setdefault(label.get("for", ""), []).append(label)
    kept: set[Any] = set()
    waiting = [main, *fresh]
    while waiting:
        element = waiting.pop()
        if element in kept:
            continue
        kept.add(element)
        if element is not main:
            waiting.append(element.getparent())
        waiting += _near(element, fresh)
        for name in (name for lead in LEADS for name in element.get(lead, "").split()):
            waiting += named[name].iter(etree.Element) if name in named else ()
        if (goal := named.get(element.get("href", "")[1:])) is not None:
            waiting.append(goal)
        for label in labels.get(element.get("id", ""), ()):
            waiting += label.iter(etree.Element)
    for element in list(main.iter()):
        if element not in kept:
            _drop(element)
    _name_anew(main, mark)
    main.tag = "div"
    main.attrib.pop("tabindex", None)
    main.set("data-from", origin)
    return main


def _near(element: Any, fresh: set[Any]) -> Iterator[Any]:
    """What stays of what an element holds, beside what is ``fresh`` in it."""
    looks: Counter[tuple[str, str | None]] = Counter()
    beside = element in fresh or any(child in fresh for child in element)
    row = not rows().isdisjoint(element.get("class", "").split())
    for child in element.iterchildren(etree.Element):
        look = (child.tag, child.get("class"))
        if child.tag in BELONGS or element.tag == "svg":
            yield from child.iter(etree.Element)
        elif beside and (row or child.tag in ON_A_LINE or looks[look] < 2):
            within = list(child.iter(etree.Element))
            if len(within) <= SMALL:
                looks[look] += 1
                yield from within


def _drop(element: Any) -> None:
    """Away with an element, but not with the text after it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail and before is None:
        parent.text = (parent.text or "") + element.tail
    elif element.tail:
        before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def _name_anew(cutting: Any, mark: str) -> None:
    """Elements get names that no other cutting on the sheet has."""
    for element in cutting.iter(etree.Element):
        for lead in ("id", "list", "form", *LEADS):
            if value := element.get(lead):
                element.set(lead, " ".join(f"{mark}{name}" for name in value.split()))
        if (href := element.get("href", "")).startswith("#"):
            element.set("href", f"#{mark}{href[1:]}")
        element.attrib.pop("autofocus", None)


def _sheet(host: Seen, cuttings: Sequence[Any], *, alone: bool) -> Seen:
    """The cuttings as the content of a page, ``alone`` or with what it has around its content."""
    tree = etree.HTML(host.page)
    main = tree.find(".//main")
    for child in list(main):
        main.remove(child)
    main.text = None
    main.attrib.pop("class", None)
    main.extend(cuttings)
    if alone:
        for beside in [child for child in main.getparent() if child is not main]:
            beside.getparent().remove(beside)
    page = f"<!doctype html>{html.tostring(tree, encoding='unicode')}"
    return replace(host, path=f"a sheet around {host.path}", page=page)

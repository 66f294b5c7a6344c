"""Reading one XML file of one provider that holds its courses one after another: the frame of most formats."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date

from lxml import etree

from courses.feeds.building import build
from courses.feeds.enums import Severity
from courses.feeds.records import Delivered, FeedBroken, Issue, ProviderRecord, Unusable
from courses.feeds.sentences import sentence as _
from courses.feeds.source import Source
from courses.feeds.told import Told
from courses.feeds.xml import Element, elements, line, local


@dataclass(frozen=True, slots=True)
class Products:
    """How a format looks: its name for people, its root, the element of a course, and what that one tells.

    ``namespaces`` are those the root may be in; another is read all the same, with a warning.
    """

    name: str
    roots: Collection[str]
    element: str
    told: Callable[[Element, str, date], Told]
    namespaces: Collection[str] = ("",)

    def __call__(self, source: Source, *, kvk: str | None, today: date) -> Iterator[Delivered]:
        """See courses.feeds.records.Reader."""
        name = source.name(source.start)
        owner = whose(kvk, name)
        try:
            with source.open(source.start) as file:
                found = elements(file, {self.element})
                root = next(found)
                if local(root) not in self.roots:
                    text = _(
                        "Dit is geen %(format)s: het bestand begint met <%(root)s>.",
                        format=self.name,
                        root=local(root)[:60],
                    )
                    raise FeedBroken("unknown_format", text, name)
                yield ProviderRecord(owner, issues=self._namespace(root, name))
                for element in found:
                    yield build(self.told(element, f"{name}, {line(element)}", today), kvk=owner, today=today)
        except Unusable as problem:
            where = f"{name}, {problem.where}" if problem.where else name
            raise FeedBroken(problem.code, problem.message, where) from problem

    def _namespace(self, root: Element, name: str) -> tuple[Issue, ...]:
        given = etree.QName(root).namespace or ""
        if given.lower() in {known.lower() for known in self.namespaces}:
            return ()
        text = _(
            "Het bestand noemt een andere naamruimte dan %(format)s ('%(namespace)s'). Wij lazen het toch.",
            format=self.name,
            namespace=given[:120],
        )
        return (Issue("", "namespace_unknown", Severity.WARNING, f"{name}, {line(root)}", text),)


def whose(kvk: str | None, name: str) -> str:
    """The KvK number of the feed. Raises FeedBroken without one: such a format does not tell whose courses it has."""
    if kvk is None:
        text = _("Dit formaat zegt niet van wie de opleidingen zijn: geef het KvK-nummer van de opleider mee.")
        raise FeedBroken("provider_unknown", text, name)
    return kvk

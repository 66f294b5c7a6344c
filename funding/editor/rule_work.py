"""What the pages of a rule do with it: find a node, put a condition in its place, move and remove."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from funding.editor import tree
from funding.editor.answering import try_change
from funding.editor.rule_rows import places_to_go
from funding.engine.rules import Path, canonical
from funding.schemes.errors import ChangedMeanwhile
from funding.schemes.models import SchemeVersion


def take(request: HttpRequest, found: SchemeVersion) -> tuple[str, str]:
    """Do what a button of the rule says ("up all-2"); what stood in the way ("": nothing), and where to look then."""
    what, _space, place = request.POST.get("op", "").partition(" ")
    document = tree.whole(found.rule)
    try:
        path = tree.path_of(place)
        there = path[:-2]
        match what:
            case "up" | "down":
                by = -1 if what == "up" else 1
                changed = tree.moved(document, path, by)
                there = (*path[:-1], max(0, int(path[-1]) + by))
            case "remove":
                changed = tree.removed(document, path)
            case "move":
                changed = tree.moved_to(document, path, tree.path_of(request.POST.get("to", "")))
            case _:
                return _("Deze knop kennen we niet. Probeer het opnieuw."), place
    except tree.NoSuchNode:
        return ChangedMeanwhile("", None).message, ""
    problem = try_change(request, found, rule=changed)
    return (problem.message, place) if problem else ("", tree.path_text(there))


def node_of(request: HttpRequest, version: SchemeVersion) -> tree.Found:
    """The node that the address names by "plek": the whole rule when there is none. 404 when it is not there."""
    try:
        return tree.found(tree.whole(version.rule), tree.path_of(request.GET.get("plek", "")))
    except tree.NoSuchNode as error:
        raise Http404(str(error)) from error


def placed(request: HttpRequest, document: tree.Node, node: tree.Found, written: tree.Node) -> tree.Node:
    """The rule with the written condition: added to a group, or in the place of the condition that was on the page.

    When something else stands there meanwhile, nothing of it is lost: the condition comes at the end of the rule.
    """
    if node.group is not None:
        return tree.added(document, node.path, written)
    if request.POST.get("was") not in (None, was(node)):
        return tree.added(document, (), written)
    return tree.replaced(document, node.path, written)


def was(node: tree.Found) -> str:
    """A node by its content, to see whether another one came in its place."""
    return canonical([node.negated, node.core])


def about(version: SchemeVersion, node: tree.Found) -> dict[str, Any]:
    path: Path = node.path
    places = places_to_go(version.rule, path) if path else []
    return {"place": tree.path_text(path), "was": was(node), "is_new": node.group is not None, "places": places}


def source_names(version: SchemeVersion) -> list[str]:
    """What the sources of a version are called at a condition; before there are any, as the last condition calls it."""
    rows = [row for row in version.sources if isinstance(row, dict) and row.get("title")]
    named = [", ".join(filter(None, [row["title"], row.get("article")])) for row in rows]
    return (
        named or [str(part["source"]) for part in tree.conditions(tree.whole(version.rule)) if part.get("source")][-1:]
    )

"""The pages of a version's rule: nested sentences, one condition, one group."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from funding import access
from funding.editor import tree
from funding.editor.answering import try_change
from funding.editor.condition_form import JUDGED, ConditionForm, sentence
from funding.editor.fact_choices import fact_groups, fact_name
from funding.editor.group_form import GroupForm
from funding.editor.rule_rows import places_to_go, rule_rows
from funding.engine.rules import Path, canonical
from funding.engine.vocabulary import VOCABULARY
from funding.schemes.enums import Stage
from funding.schemes.errors import ChangedMeanwhile
from funding.schemes.models import SchemeVersion
from funding.schemes.readiness import Section, read
from portal.access import staff_only
from portal.pages import kept
from portal.people.enums import Role

PREVIEW = "preview"


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.FUND_ADMINISTRATOR)
def rule(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The whole rule; its buttons move and remove conditions and groups."""
    found = access.scheme_version(request, pk)
    if request.method == "POST" and found.stage != Stage.PUBLISHED:
        problem, place = _take(request, found)
        if problem:
            messages.error(request, problem)
        return redirect(f"{reverse('funding:rule', args=[pk])}#plek-{place}")
    problems = [one for one in read(found).problems if one.section is Section.RULE]
    context = {
        "version": found,
        "row": rule_rows(found.rule, problems),
        "problems": problems,
        "may_change": found.stage != Stage.PUBLISHED,
    }
    return render(request, "funding/editor/rule.html", context)


def _take(request: HttpRequest, found: SchemeVersion) -> tuple[str, str]:
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


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.FUND_ADMINISTRATOR)
def condition(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Write a condition anew ("plek" is its place), or add one to a group; first choose what it is about ("feit")."""
    found = access.scheme_version(request, pk)
    if found.stage == Stage.PUBLISHED:
        return redirect("funding:rule", pk)
    document, node = tree.whole(found.rule), _node(request, found)
    fact_slug = request.GET.get("feit", "")
    if node.group is None and not fact_slug:
        fact_slug = str(node.core.get("fact", JUDGED))
    if fact_slug != JUDGED and fact_slug not in VOCABULARY:
        context = {"version": found, "place": tree.path_text(node.path), "groups": fact_groups(), "judged": JUDGED}
        return render(request, "funding/editor/choose_fact.html", context)
    typed = kept.typed(request)
    same = node.group is None and str(node.core.get("fact", JUDGED)) == fact_slug
    fact = VOCABULARY.get(fact_slug)
    form = ConditionForm(typed, fact=fact, found=node if same else None, sources=_sources(found))
    status, problem, reads = 200, None, ""
    if request.method == "POST" and form.is_valid():
        if request.POST.get("step") == PREVIEW:
            reads = sentence(form.node())
        else:
            changed = _placed(request, document, node, form.node())
            problem = try_change(request, found, rule=changed)
            if problem is None:
                return redirect("funding:rule", pk)
            found, status = access.scheme_version(request, pk), 409
    elif request.method == "POST" and request.POST.get("step") != PREVIEW:
        status = 422
    if not form.is_bound and same:
        reads = sentence({"not": node.core} if node.negated else node.core)
    context = {
        "version": found,
        "form": form,
        "problem": problem,
        "reads": reads,
        "previewed": request.POST.get("step") == PREVIEW,
        "title": fact_name(fact.name) if fact else _("Iets dat het fonds nakijkt"),
        **_about(found, node),
    }
    return render(request, "funding/editor/condition.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.FUND_ADMINISTRATOR)
def group(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Add a group inside a group ("nieuw" is in the address), or change what kind of group it is."""
    found = access.scheme_version(request, pk)
    if found.stage == Stage.PUBLISHED:
        return redirect("funding:rule", pk)
    document, node = tree.whole(found.rule), _node(request, found)
    if node.group is None:
        raise Http404(tree.path_text(node.path))
    is_new = "nieuw" in request.GET
    form = GroupForm(kept.typed(request), found=None if is_new else node)
    status, problem = 200, None
    if request.method == "POST" and form.is_valid():
        kind, count, negated = form.wanted()
        if is_new:
            changed = tree.added(document, node.path, tree.group_node(kind, [], count, negated))
        else:
            changed = tree.regrouped(document, node.path, kind, count, negated)
        problem = try_change(request, found, rule=changed)
        if problem is None:
            return redirect("funding:rule", pk)
        found, status = access.scheme_version(request, pk), 409
    elif form.errors:
        status = 422
    title = _("Nieuwe groep") if is_new else _("Groep veranderen")
    context = {"version": found, "form": form, "problem": problem, "title": title, "is_new": is_new}
    context |= _about(found, node) if not is_new else {"place": tree.path_text(node.path)}
    return render(request, "funding/editor/group.html", context, status=status)


def _node(request: HttpRequest, version: SchemeVersion) -> tree.Found:
    """The node that the address names by "plek": the whole rule when there is none. 404 when it is not there."""
    try:
        return tree.found(tree.whole(version.rule), tree.path_of(request.GET.get("plek", "")))
    except tree.NoSuchNode as error:
        raise Http404(str(error)) from error


def _placed(request: HttpRequest, document: tree.Node, node: tree.Found, written: tree.Node) -> tree.Node:
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


def _about(version: SchemeVersion, node: tree.Found) -> dict[str, Any]:
    path: Path = node.path
    places = places_to_go(version.rule, path) if path else []
    return {"place": tree.path_text(path), "was": was(node), "is_new": node.group is not None, "places": places}


def _sources(version: SchemeVersion) -> list[str]:
    """What the sources of a version are called at a condition."""
    rows = [row for row in version.sources if isinstance(row, dict) and row.get("title")]
    return [", ".join(filter(None, [row["title"], row.get("article")])) for row in rows]

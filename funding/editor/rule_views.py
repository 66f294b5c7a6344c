"""The pages of a version's rule: nested sentences, one condition, one group."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from funding import scheme_access
from funding.editor import tree
from funding.editor.answering import try_change
from funding.editor.condition_form import JUDGED, ConditionForm, sentence
from funding.editor.fact_choices import fact_groups, fact_name
from funding.editor.group_form import GroupForm
from funding.editor.rule_rows import rule_rows
from funding.editor.rule_work import about, node_of, placed, source_names, take
from funding.engine.vocabulary import VOCABULARY
from funding.schemes.enums import Stage
from funding.schemes.readiness import Section, read
from portal.access import staff_only
from portal.pages import kept
from portal.people.enums import Role

PREVIEW = "preview"


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.FUND_ADMINISTRATOR)
def rule(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The whole rule; its buttons move and remove conditions and groups."""
    found = scheme_access.scheme_version(request, pk)
    if request.method == "POST":
        problem, place = take(request, found)
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


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.FUND_ADMINISTRATOR)
def condition(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Write a condition anew ("plek" is its place), or add one to a group; first choose what it is about ("feit")."""
    found = scheme_access.scheme_version(request, pk)
    if found.stage == Stage.PUBLISHED:
        return redirect("funding:rule", pk)
    document, node = tree.whole(found.rule), node_of(request, found)
    fact_slug = request.GET.get("feit", "")
    if node.group is None and not fact_slug:
        fact_slug = str(node.core.get("fact", JUDGED))
    if fact_slug != JUDGED and fact_slug not in VOCABULARY:
        context = {"version": found, "place": tree.path_text(node.path), "groups": fact_groups(), "judged": JUDGED}
        return render(request, "funding/editor/choose_fact.html", context)
    typed = kept.typed(request)
    same = node.group is None and str(node.core.get("fact", JUDGED)) == fact_slug
    fact = VOCABULARY.get(fact_slug)
    form = ConditionForm(typed, fact=fact, found=node if same else None, sources=source_names(found))
    status, problem, reads = 200, None, ""
    previewed = request.POST.get("step") == PREVIEW
    if previewed:
        reads = form.reads()
    elif request.method == "POST" and form.is_valid():
        changed = placed(request, document, node, form.node())
        problem = try_change(request, found, rule=changed)
        if problem is None:
            return redirect("funding:rule", pk)
        found, status = scheme_access.scheme_version(request, pk), 409
    elif request.method == "POST":
        status = 422
    if not form.is_bound and same:
        reads = sentence({"not": node.core} if node.negated else node.core)
    context = {
        "version": found,
        "form": form,
        "problem": problem,
        "reads": reads,
        "previewed": previewed,
        "title": fact_name(fact.name) if fact else _("Iets dat het fonds nakijkt"),
        **about(found, node),
    }
    return render(request, "funding/editor/condition.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.FUND_ADMINISTRATOR)
def group(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Add a group inside a group ("nieuw" is in the address), or change what kind of group it is."""
    found = scheme_access.scheme_version(request, pk)
    if found.stage == Stage.PUBLISHED:
        return redirect("funding:rule", pk)
    document, node = tree.whole(found.rule), node_of(request, found)
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
        found, status = scheme_access.scheme_version(request, pk), 409
    elif form.errors:
        status = 422
    title = _("Nieuwe groep") if is_new else _("Groep veranderen")
    context = {"version": found, "form": form, "problem": problem, "title": title, "is_new": is_new}
    context |= about(found, node) if not is_new else {"place": tree.path_text(node.path)}
    return render(request, "funding/editor/group.html", context, status=status)

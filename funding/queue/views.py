"""The queue, what can be done with several of its lines at once, and the work of each colleague."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from funding import fund_access, queue_access
from funding.applications.enums import Verdict
from funding.queue import actions
from funding.queue.enums import Together, WhichLetters
from funding.queue.errors import CannotDepute
from funding.queue.forms import AssignForm, DeputyForm, GrantForm, KeepFilterForm
from funding.queue.page import queue_page, workload_page
from funding.queue.together import Part, do, preview
from funding.queue.wanted import Wanted
from portal.access import refuse, staff_only, user_of
from portal.pages import kept
from portal.people.enums import FILE_ROLES, FUND_ROLES


@require_safe
@staff_only(*FILE_ROLES)
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for this person, the most urgent on top; what lies with others and what was decided; a search."""
    return render(request, "funding/queue/queue.html", queue_page(request))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*FILE_ROLES)
def keep_filter(request: HttpRequest) -> HttpResponseBase:
    """Keep the narrowed queue of this address under a name."""
    wanted = Wanted.of(request.GET)
    form = KeepFilterForm(kept.typed(request))
    if request.method == "POST":
        if form.is_valid():
            if actions.keep_filter(user_of(request), form.cleaned_data["filter_name"], wanted.query):
                messages.success(request, _("Het filter is bewaard. Je vindt het boven de lijst."))
            else:
                messages.warning(request, _("Je hebt al twintig filters. Verwijder er eerst een."))
            return redirect(wanted.url)
        if kept.keep_mistakes(request):
            return redirect(request.get_full_path())
    context = {"form": form, "back_url": wanted.url}
    return render(request, "funding/queue/keep_filter.html", context, status=422 if form.errors else 200)


@require_POST
@staff_only(*FILE_ROLES)
def drop_filter(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Keep a filter no longer."""
    actions.drop_filter(queue_access.saved_filter(request, pk))
    return redirect("funding:queue")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*FUND_ROLES)
def together(request: HttpRequest) -> HttpResponseBase:
    """What would happen to the chosen lines; posting does it."""
    asked = request.GET.get("doe", "")
    if asked not in Together.values:
        return redirect("funding:queue")
    what, lines = Together(asked), queue_access.chosen(request, request.GET.getlist("regel"))
    if not lines:
        messages.warning(request, _("Kies eerst een of meer aanvragen."))
        return redirect("funding:queue")
    if what is Together.LETTERS:
        return _letters(request, lines)
    if not {line.fund_id for line in lines} <= fund_access.decides_at(request):
        refuse(request, "together", asked)
    form = _form(request, what, [line.fund_id for line in lines])
    parts = preview(lines, what)
    if request.method == "POST" and (form is None or form.is_valid()):
        _do(request, parts, what, form)
        return redirect("funding:queue")
    if request.method == "POST" and kept.keep_mistakes(request):
        return redirect(request.get_full_path())
    context = {
        "what": what,
        "parts": [part for part in parts if part.can],
        "left_out": [part for part in parts if not part.can],
        "form": form,
    }
    return render(request, "funding/queue/together.html", context, status=422 if form and form.errors else 200)


def _letters(request: HttpRequest, lines: list[Any]) -> HttpResponse:
    """Letters to print: which ones is chosen on the page."""
    asked = request.GET.get("brief", "")
    which = WhichLetters(asked) if asked in WhichLetters.values else WhichLetters.DECISION
    found = queue_access.letters(request, lines, which)
    keys = [("doe", Together.LETTERS.value), *(("regel", str(line.pk)) for line in lines)]
    context = {
        "letters": found,
        "without": len(lines) - len({letter.line_id for letter in found}),
        "choices": [
            {"label": one.label, "url": f"?{urlencode([*keys, ('brief', one.value)])}", "current": one is which}
            for one in WhichLetters
        ],
    }
    return render(request, "funding/queue/letters.html", context)


def _form(request: HttpRequest, what: Together, funds: list[str]) -> AssignForm | GrantForm | None:
    data = kept.typed(request)
    if what is Together.ASSIGN:
        return AssignForm(data, people=queue_access.colleagues(request, funds))
    if what is Together.GRANT:
        texts = [one for one in fund_access.reasons(request) if one.verdict == Verdict.GRANT]
        # Words of one fund stand in no letter of another.
        return GrantForm(data, library=[one for one in texts if {one.fund_id} == set(funds)])
    return None


def _do(request: HttpRequest, parts: list[Part], what: Together, form: AssignForm | GrantForm | None) -> None:
    told: dict[str, Any] = {}
    if isinstance(form, AssignForm):
        told["to"] = form.chosen()
    elif form:
        told["reasons"] = form.words()
    seen = (text.partition(":") for text in request.POST.getlist("versie"))
    versions = {key: int(version) for key, _colon, version in seen if version.isdecimal() and len(version) < 9}
    done, missed = do(parts, what, versions, user_of(request), **told)
    if done:
        text = ngettext("%(number)s aanvraag gedaan.", "%(number)s aanvragen gedaan.", done)
        messages.success(request, text % {"number": done})
    for line, why in missed:
        messages.warning(request, _("%(number)s niet: %(why)s") % {"number": line.application.number, "why": why})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*FUND_ROLES)
def workload(request: HttpRequest) -> HttpResponseBase:
    """The work of each colleague, who is away, and naming who does their work then."""
    form = DeputyForm(
        kept.typed(request),
        held=queue_access.roles_held(request),
        staff=queue_access.staff_of(request),
        initial={"absent": user_of(request).pk},
    )
    if request.method == "POST":
        if not form.is_valid():
            if kept.keep_mistakes(request):
                return redirect(request.get_full_path())
        elif _name(request, form):
            return redirect("funding:workload")
    context = workload_page(request) | {"form": form}
    return render(request, "funding/queue/workload.html", context, status=422 if form.errors else 200)


def _name(request: HttpRequest, form: DeputyForm) -> bool:
    told = form.cleaned_data
    fund, role = form.chosen_work()
    try:
        actions.name_deputy(
            fund, role, told["absent"], told["deputy"], told["away_first"], told["away_last"], user_of(request)
        )
    except CannotDepute as problem:
        form.add_error("deputy", problem.message)
        return False
    messages.success(request, _("Vastgelegd. Het werk komt in die dagen bij de vervanger."))
    return True


@require_POST
@staff_only(*FUND_ROLES)
def end_deputy(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Nobody stands in any more."""
    actions.end_deputy(queue_access.deputy(request, pk), user_of(request))
    messages.success(request, _("De vervanging is gestopt."))
    return redirect(reverse("funding:workload"))

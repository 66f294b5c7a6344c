"""An adviser's talk: who it was, whether they came, notes, advice and courses; and the person's say in it."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses import access as courses
from courses.search.criteria import Criteria
from courses.searching import catalogue
from intake import access, adviser_access, care_access, fund_form_access, team_access
from intake.advice import actions
from intake.advice.caseload import FILTERS, filters, kept_filters
from intake.advice.enums import AdviceKind
from intake.advice.errors import AlreadyApproved, EnoughCourses, EnoughKept, NoPlan, NotYet
from intake.advice.forms import LONGEST_NOTE, TEMPLATES, AdviceForm, KeepForm, MendedAddressForm, NotesForm
from intake.agenda.actions import confirm
from intake.agenda.enums import OUTCOMES, AppointmentStatus
from intake.agenda.errors import AlreadyBegun
from portal.access import person, staff_only, user_of
from portal.brands.current import current_brand
from portal.people.enums import Role

MOST_FOUND = 6
LONGEST_SEARCH = 100
LONGEST_NUMBER = 10
#: Where the session remembers the filter of the caseload.
KEPT_FILTER = "caseload"


@never_cache
@staff_only(Role.ADVISER)
@require_safe
def caseload(request: HttpRequest) -> HttpResponse:
    """The people whom this adviser spoke, with filters; those to come back to first when asked."""
    # Who comes back finds the people they looked at last; every link of the page names its filter.
    show = request.GET.get("toon", request.session.get(KEPT_FILTER, ""))
    show, text = show if show in FILTERS else "", request.GET.get("naam", "")[:LONGEST_SEARCH]
    if request.session.get(KEPT_FILTER, "") != show:
        request.session[KEPT_FILTER] = show
    return _caseload_page(request, show, text)


@staff_only(Role.ADVISER)
@require_POST
def keep_caseload(request: HttpRequest) -> HttpResponseBase:
    """Keep the filter and the words that somebody looks with, or (``do=drop``) keep them no longer."""
    own = adviser_access.own_agenda(request)
    show, text = request.POST.get("toon", ""), request.POST.get("naam", "")[:LONGEST_SEARCH]
    show = show if show in FILTERS else ""
    back = f"{reverse('intake:caseload')}?{urlencode({'toon': show, 'naam': text})}"
    if request.POST.get("do") == "drop":
        kept = request.POST.get("kept", "")
        if kept.isdecimal() and len(kept) < LONGEST_NUMBER:
            actions.drop_caseload(own, int(kept))
        return redirect(back)
    form = KeepForm(request.POST)
    if form.is_valid():
        try:
            actions.keep_caseload(own, form.cleaned_data["label"], show, text)
        except EnoughKept:
            form.add_error("label", _("Twaalf keuzes is genoeg. Haal er eerst een weg."))
        else:
            return redirect(back)
    return _caseload_page(request, show, text, keep=form)


def _caseload_page(request: HttpRequest, show: str, text: str, *, keep: KeepForm | None = None) -> HttpResponse:
    own = adviser_access.agenda_of(person(request))
    context = {
        "pages": adviser_access.caseload(request, show, text),
        "filters": filters(show),
        "kept": kept_filters(adviser_access.kept_caseloads(own), show, text) if own else [],
        "keep_form": keep or KeepForm(),
        "form": keep,
        "show": show,
        "text": text,
        "today": timezone.localdate(),
    }
    return render(request, "intake/advice/caseload.html", context, status=422 if keep else 200)


@never_cache
@staff_only(Role.ADVISER)
@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One talk; a post keeps the notes."""
    found = adviser_access.own_visit(request, pk) if request.method == "POST" else adviser_access.visit(request, pk)
    if request.method == "POST":
        form = NotesForm(request.POST)
        if form.is_valid():
            actions.write_notes(found, form.written())
            return redirect(f"{reverse('intake:visit', args=[pk])}?bewaard=1")
        return _page(request, found, notes=form)
    return _page(request, found)


@staff_only(Role.ADVISER)
@require_POST
def came_back(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The adviser came back to this person, as they meant to; a second time changes nothing."""
    actions.came_back(adviser_access.own_visit(request, pk))
    return redirect("intake:today" if request.POST.get("from") == "today" else "intake:tasks")


@staff_only(Role.ADVISER)
@require_POST
def give(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Give the advice, or mend it while funds do not know of it."""
    found = _cared_for(request, pk)
    form = AdviceForm(request.POST)
    if not form.is_valid():
        return _page(request, found, advice=form)
    data = form.cleaned_data
    try:
        actions.give_advice(
            found,
            AdviceKind(data["kind"]),
            data["referral"],
            data["text"],
            by=user_of(request),
            brand=current_brand(request),
        )
    except NoPlan:
        form.add_error(
            "kind", _("Zet eerst een doel en een stap in het plan dat jullie delen. Dat hoort bij dit advies.")
        )
        return _page(request, found, advice=form)
    except AlreadyApproved:
        told = _("Deze persoon deelde het advies al met fondsen. Maak een nieuwe afspraak voor nieuw advies.")
        return _page(request, found, problem=told)
    return redirect(f"{reverse('intake:visit', args=[pk])}?bewaard=1#advies")


@staff_only(Role.ADVISER)
@require_POST
def mend_address(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Our mail came back: from now on it goes to another address."""
    found = adviser_access.with_wrong_address(request, pk)
    form = MendedAddressForm(request.POST)
    if not form.is_valid():
        return _page(request, adviser_access.visit(request, pk), address=form)
    email = form.cleaned_data["mended_email"]
    if actions.mend_address(found, email, by=user_of(request), brand=current_brand(request)):
        messages.success(request, _("We mailen voortaan naar %(email)s.") % {"email": email})
    return redirect("intake:visit", pk)


@staff_only(Role.ADVISER)
@require_POST
def outcome(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Somebody came, did not come, or we cancel; too early or too late changes nothing and says so."""
    found = adviser_access.own_visit(request, pk)
    said = request.POST.get("outcome", "")
    problem = ""
    try:
        if said == "confirm":
            if not confirm(found, by=user_of(request), brand=current_brand(request)):
                problem = _("Deze afspraak is al bevestigd, of er is iets veranderd. Kijk hieronder hoe het nu is.")
                found = adviser_access.visit(request, pk)
        elif said == "cancel":
            actions.cancel_by_us(found, user_of(request), current_brand(request))
        elif said in OUTCOMES:
            actions.mark(found, AppointmentStatus(said), user_of(request))
        else:
            problem = _("Kies of deze persoon kwam.")
    except NotYet:
        problem = _("Het gesprek is nog niet begonnen.")
    except AlreadyBegun:
        problem = _("Het gesprek is al begonnen. Kies of deze persoon kwam.")
    if problem:
        return _page(request, found, problem=problem)
    return redirect("intake:visit", pk)


@staff_only(Role.ADVISER)
@require_POST
def course(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Recommend a course with a note, or take it back."""
    found = _cared_for(request, pk)
    try:
        wanted = courses.known_course(UUID(request.POST.get("course", "")))
    except ValueError:
        wanted = None
    if wanted is None:
        raise Http404("no such course")
    try:
        if request.POST.get("do") == "take_back":
            actions.take_back(found, wanted)
        else:
            actions.recommend(found, wanted, " ".join(request.POST.get("note", "").split())[:LONGEST_NOTE])
    except AlreadyApproved:
        return _page(
            request, found, problem=_("Deze persoon deelde het advies al met fondsen. De opleidingen staan vast.")
        )
    except EnoughCourses:
        return _page(request, found, problem=_("Zes opleidingen is genoeg om uit te kiezen. Haal er eerst een weg."))
    return redirect(f"{reverse('intake:visit', args=[pk])}#opleidingen")


@never_cache
@require_POST
def approve_advice(request: HttpRequest, token: str) -> HttpResponseBase:
    """The person lets funds know of the advice, or takes that back. The address is the key, as for the appointment."""
    found = access.appointment(request, token)
    given = access.advice_of(found)
    if given is None:
        raise Http404("no advice")
    profile = access.profile_of(request, found)
    if request.POST.get("agree") == "yes":
        actions.approve(given, profile, by=person(request).user)
    else:
        actions.disapprove(given, profile)
    return redirect(f"{reverse('intake:appointment', args=[token])}#advies")


def _page(
    request: HttpRequest,
    found: Any,
    *,
    notes: NotesForm | None = None,
    advice: AdviceForm | None = None,
    address: MendedAddressForm | None = None,
    problem: str = "",
) -> HttpResponse:
    """The page of a talk; forms with mistakes as they were filled in, the others as they are kept."""
    holds = adviser_access.holds(request, found)
    kept, given = getattr(found, "record", None) if holds else None, getattr(found, "advice", None)
    searched = request.GET.get("zoek", "")[:LONGEST_SEARCH]
    headings, filled = _headings(found), fund_form_access.filled_after(found)
    mine = care_access.cares(request, found)
    context: dict[str, Any] = {
        "appointment": found,
        "holds": holds,
        "begun": _begun(found.start),
        "notes": notes or NotesForm(initial=_notes(kept, headings.get(request.GET.get("sjabloon", "")))),
        "advice_form": advice or AdviceForm(initial=_advice(given)),
        "address_form": address or (MendedAddressForm() if _mail_came_back(found, holds=holds) else None),
        "form": notes or advice or address,  # the one with mistakes: the title says so
        "advice": given,
        "templates": [{"name": name, "label": label} for name, (label, _text) in headings.items()],
        "recommended": [(one, [f for f in filled if f.course_id == one.course_id]) for one in found.recommended.all()],
        "forms": fund_form_access.offered_forms() if mine else [],
        "mine": mine,
        "kept": care_access.kept(found),
        "searched": searched,
        "found": _search(request, searched) if searched else [],
        "problem": problem,
        "saved": "bewaard" in request.GET and request.method == "GET",
    }
    wrong = bool(problem or any(form and form.errors for form in (notes, advice, address)))
    return render(request, "intake/advice/visit.html", context, status=422 if wrong else 200)


def _cared_for(request: HttpRequest, pk: UUID) -> Any:
    """A talk with what came of it, whose person this adviser has the care for now, or 404."""
    care_access.caring(request, pk)
    return adviser_access.visit(request, pk)


def _mail_came_back(found: Any, *, holds: bool) -> bool:
    return holds and found.stands and not _begun(found.start) and adviser_access.mail_came_back(found)


def _begun(start: datetime) -> bool:
    return start <= timezone.now()


def _headings(found: Any) -> dict[str, tuple[Any, Any]]:
    """Name in the address -> title and headings: of the team for this kind of talk, else those of the portal."""
    own = team_access.templates_for(found)
    return {str(one.pk): (one.title, one.text) for one in own} or dict(TEMPLATES)


def _notes(kept: Any, heading: tuple[Any, Any] | None) -> dict[str, Any]:
    text = str(heading[1]) if heading else ""
    if kept is None:
        return {"notes": text}
    both = f"{kept.notes}\n\n{text}".strip() if text else kept.notes
    return {"notes": both, "follow_up": kept.follow_up, "follow_up_text": kept.follow_up_text}


def _advice(given: Any) -> dict[str, Any]:
    return {"kind": given.kind, "referral": given.referral, "text": given.text} if given else {}


def _search(request: HttpRequest, text: str) -> list[Any]:
    query = QueryDict(mutable=True)
    query["q"] = text
    return list(catalogue(request, Criteria.of(query)).page.object_list[:MOST_FOUND])

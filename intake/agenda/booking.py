"""Making an appointment: who comes, a check, and the button. Every page has an address of its own."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from intake import access
from intake.access import Bookable
from intake.agenda import choosing, draft, holds
from intake.agenda.actions import Sender
from intake.agenda.actions import book as make_appointment
from intake.agenda.errors import ElsewhereThen, EnoughWaiting, MissedOften, SlotTaken, TooBusy
from intake.agenda.forms import ContactForm
from intake.agenda.limits import ask_once
from intake.agenda.proof import Ground
from intake.inviting.actions import used_for
from intake.orientation.known import known_answers
from intake.orientation.result import as_text
from portal.access import person
from portal.brands.current import current_brand
from portal.confirming.actions import TooManyCodes
from portal.pages import kept

# Not `no-store`: going back then shows the page as it was left.
as_it_was_left = cache_control(private=True, max_age=0)


@as_it_was_left
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest, kind: int, adviser: UUID, start: datetime) -> HttpResponseBase:
    """Contact details; what was typed is kept for the next page, and for a change of language."""
    chosen = access.bookable(request, kind, adviser)
    if request.method == "POST":
        return _sent(request, chosen, start, request.POST.get("step", ""))
    mistakes = kept.typed(request)
    form = ContactForm(
        mistakes,
        initial=_known(request) | draft.fields(request),
        team=chosen.adviser.team,
        kind=chosen.kind,
        found_out=_found_out(request),
    )
    context = _context(chosen, start, form)
    if "andere-tijd" in request.GET:
        holds.let_go(request)
        return _other_times(request, context, taken=False)
    offered = access.offer(request, chosen, start)
    if offered is None:
        return _other_times(request, context, taken=True)
    context["held_until"] = holds.take(request, offered) if request.method == "GET" else None
    form.initial["hold"] = holds.holder(request)
    form.focus_on(request.GET.get("wijzig", ""))
    return render(request, "intake/contact.html", context, status=422 if form.errors else 200)


@as_it_was_left
@require_safe
def check(request: HttpRequest, kind: int, adviser: UUID, start: datetime) -> HttpResponseBase:
    """Everything once more, and the button."""
    chosen = access.bookable(request, kind, adviser)
    form = _filled_in(request, chosen, draft.fields(request))
    if not form.is_valid():
        return redirect("intake:book", kind, adviser, start)
    context = _context(chosen, start, form)
    offered = access.offer(request, chosen, start)
    if offered is None:
        return _other_times(request, context, taken=True)
    context["held_until"] = holds.take(request, offered)
    return render(
        request,
        "intake/check.html",
        context | {"rows": form.rows(), "needs_code": not access.has_mailbox(request, form.contact().email)},
    )


def _filled_in(request: HttpRequest, chosen: Bookable, data: Any) -> ContactForm:
    return ContactForm(data, team=chosen.adviser.team, kind=chosen.kind, found_out=_found_out(request))


def _sent(request: HttpRequest, chosen: Bookable, start: datetime, step: str) -> HttpResponseBase:
    """A button of one of the pages. The fields travel along in the form itself, also without a session."""
    holds.recognise(request, request.POST.get("hold", ""))
    form = _filled_in(request, chosen, request.POST)
    address = reverse("intake:book", args=[chosen.kind.pk, chosen.adviser.pk, start])
    if step == "confirm" and form.is_valid():
        return _confirmed(request, chosen, start, form)
    draft.keep(request)
    if step == "other":
        return redirect(f"{address}?andere-tijd=1")
    if step.startswith("change-"):
        return redirect(f"{address}?{urlencode({'wijzig': step.removeprefix('change-')})}")
    if form.is_valid():
        return redirect("intake:booking_check", chosen.kind.pk, chosen.adviser.pk, start)
    if kept.keep_mistakes(request):
        return redirect(request.get_full_path())
    return render(request, "intake/contact.html", _context(chosen, start, form), status=422)


def _confirmed(request: HttpRequest, chosen: Bookable, start: datetime, form: ContactForm) -> HttpResponseBase:
    user = person(request).user
    context = _context(chosen, start, form)
    try:
        ask_once(request)
        made = make_appointment(
            chosen.adviser,
            chosen.kind,
            start,
            form.contact(),
            request_key=form.cleaned_data["request_key"],
            # A visitor gets no new cookie here: it would keep the browser from going back to the page before.
            profile=access.profile(request) if user else access.known_profile(request),
            by=user,
            sender=sender_of(request),
            ground=Ground(
                proven=access.has_mailbox(request, form.contact().email),
                user=user,
                asked_by_team=access.is_invited_to(request, chosen.kind),
            ),
            holder=holds.holder(request),
        )
    except SlotTaken:
        return _other_times(request, context, taken=True)
    except TooManyCodes:
        form.add_error("email", _("Naar dit adres gingen al veel codes. Probeer het over een uur opnieuw."))
        return render(request, "intake/contact.html", context, status=422)
    except (ElsewhereThen, EnoughWaiting, MissedOften, TooBusy) as problem:
        form.add_error(problem.field, problem.message)
        return render(request, "intake/contact.html", context, status=422)
    if token := access.invitation_token(request):
        used_for(token, made)
    holds.let_go(request)
    if made.is_unconfirmed:  # what was typed waits for the code: who lets the time go can choose another with it
        draft.keep(request)
        return redirect("intake:prove", made.token)
    draft.forget(request)
    return redirect("intake:appointment", made.token)


def _context(chosen: Bookable, start: datetime, form: ContactForm) -> dict[str, Any]:
    return {"adviser": chosen.adviser, "kind": chosen.kind, "start": start, "form": form}


def _other_times(request: HttpRequest, context: dict[str, Any], *, taken: bool) -> HttpResponse:
    """Other free times in the same region, the next ones first, with what was typed in the form kept."""
    start = context["start"]
    desk = access.times_of_kind(request, context["kind"])
    later = [offer for offer in desk.offers if offer.start > start] or desk.offers
    offers = choosing.first_times(later)
    context |= {
        "desk": desk,
        "taken": taken,
        "over": start <= timezone.now(),
        "days": choosing.by_day(offers),
        "typed": request.method == "POST" or bool(draft.fields(request)),
    }
    return render(request, "intake/other_times.html", context, status=409 if taken else 200)


def _known(request: HttpRequest) -> dict[str, str]:
    """What we know already of somebody who is logged in."""
    user = person(request).user
    return {"name": user.name, "email": user.email, "phone": user.phone} if user else {}


def _found_out(request: HttpRequest) -> list[dict[str, str]]:
    """What this person found out about themselves, in lines that they may let the adviser see."""
    return as_text(known_answers(request))


def sender_of(request: HttpRequest) -> Sender:
    """In whose name and language mails of this request go out."""
    return Sender(
        brand=current_brand(request),
        origin=f"{request.scheme}://{request.get_host()}",
        language=get_language() or "nl",
    )

"""An employer with several people: pages behind a signed link, and what each of them opens."""

from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from funding import employer_access
from funding.employers import actions
from funding.employers.errors import CannotAdd, NotTheirs, TooManyFiles
from funding.employers.forms import FactsForm, ListForm, StartForm
from funding.employers.page import file_page
from funding.employers.person_forms import PersonForm
from intake import access as intake
from portal.access import learner_only, user_of
from portal.pages import kept
from portal.pages.uploading import takes_file, was_too_large

VOID = "funding/link_void.html"


@require_http_methods(["GET", "HEAD", "POST"])
def employers(request: HttpRequest) -> HttpResponseBase:
    """What an employer can do here, and beginning for the course of the address."""
    course = employer_access.course(request)
    if course is None:
        return render(request, "funding/employers/start.html")
    form = StartForm(kept.typed(request), sessions=employer_access.sessions(course))
    if request.method == "POST":
        if form.is_valid() and not ratelimit.consume(request, action="open_employer_file"):
            form.add_error(None, _("Vanaf deze plek is al vaak begonnen. Probeer het over een uur opnieuw."))
        elif form.is_valid():
            told = form.cleaned_data
            try:
                actions.open_file(
                    course,
                    form.chosen(),
                    company=told["company"],
                    contact=told["name"],
                    email=told["email"],
                    origin=request.build_absolute_uri("/"),
                )
            except TooManyFiles:
                messages.warning(
                    request,
                    _("Vanaf dit e-mailadres is deze week al drie keer begonnen. Gebruik een link die je kreeg."),
                )
            else:
                messages.success(request, _("We hebben je een e-mail gestuurd. Met de link daarin ga je verder."))
            return redirect(request.get_full_path())
        elif kept.keep_mistakes(request):
            return redirect(request.get_full_path())
    context = {"course": course, "form": form}
    return render(request, "funding/employers/start.html", context, status=422 if form.errors else 200)


@require_safe
@never_cache
def employer_file(request: HttpRequest, token: str) -> HttpResponseBase:
    """The people of a file, and how far each is."""
    file = employer_access.file(token)
    if file is None:
        return render(request, VOID, {"own_file": True}, status=410)
    if file.facts is None:
        return redirect("funding:employer_facts", token)
    return render(request, "funding/employers/file.html", file_page(request, file))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def employer_facts(request: HttpRequest, token: str) -> HttpResponseBase:
    """What holds for everybody: cao, share, aid."""
    file = employer_access.file(token)
    if file is None:
        return render(request, VOID, {"own_file": True}, status=410)
    initial = file.facts or {"answered_by": file.contact}
    form = FactsForm(kept.typed(request), company=file.company, initial=initial)
    if request.method == "POST":
        if form.is_valid():
            actions.give_facts(file, form.told())
            return redirect("funding:employer_file", token)
        if kept.keep_mistakes(request):
            return redirect(request.get_full_path())
    context = {"file": file, "form": form}
    return render(request, "funding/employers/facts.html", context, status=422 if form.errors else 200)


@takes_file
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def employer_add(request: HttpRequest, token: str) -> HttpResponseBase:
    """Add one person, or with "list" everybody of a CSV file."""
    file = employer_access.file(token)
    if file is None:
        return render(request, VOID, {"own_file": True}, status=410)
    person_form, list_form = PersonForm(), ListForm()
    if request.method == "POST" and "list" in request.POST:
        list_form = ListForm(request.POST, request.FILES, too_large=was_too_large(request))
        if list_form.is_valid():
            added = actions.add_list(file, list_form.rows)
            if added:
                messages.success(request, _("Er zijn %(number)s mensen toegevoegd.") % {"number": added})
            return redirect("funding:employer_file", token)
    elif request.method == "POST":
        person_form = PersonForm(request.POST)
        if person_form.is_valid():
            told = person_form.cleaned_data
            try:
                actions.add_person(file, told["person_name"], told["person_email"])
            except CannotAdd as reason:
                person_form.add_error("person_email", reason.message)
            else:
                messages.success(request, _("%(name)s krijgt een e-mail.") % {"name": told["person_name"]})
                return redirect("funding:employer_add", token)
    mistakes = bool(person_form.errors or list_form.errors)
    context = {
        "person_form": person_form,
        "list_form": list_form,
        "mistakes": mistakes,
        "back_url": reverse("funding:employer_file", args=[token]),
    }
    return render(request, "funding/employers/add.html", context, status=422 if mistakes else 200)


@require_POST
def employer_remove(request: HttpRequest, token: str) -> HttpResponseBase:
    """Take somebody off who began nothing yet."""
    file = employer_access.file(token)
    if file is None:
        return render(request, VOID, {"own_file": True}, status=410)
    try:
        person = employer_access.person_of(file, str(UUID(request.POST.get("person", ""))))
    except ValueError:
        person = None
    if person:
        actions.remove(person)
        messages.success(request, _("%(name)s staat er niet meer in.") % {"name": person.name})
    else:
        messages.warning(request, _("Deze persoon is al begonnen, of stond er niet meer in."))
    return redirect("funding:employer_file", token)


@require_POST
def employer_new_link(request: HttpRequest, token: str) -> HttpResponseBase:
    """Mail a new link to the address of the file; whoever presses does not get it here, they may have found the old."""
    file = employer_access.file(token)
    if file is None or not actions.renew_link(file):
        return render(request, VOID, {"own_file": True}, status=410)
    messages.success(request, _("De oude link werkt niet meer. De nieuwe staat in je e-mail."))
    return redirect("funding:employers")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def employer_asks(request: HttpRequest, token: str) -> HttpResponseBase:
    """What an employer wants for somebody; they go on with it, or not."""
    person = employer_access.invited(token)
    if person is None:
        return render(request, VOID, status=410)
    if request.method == "POST" and request.POST.get("answer") == "no":
        if actions.decline(person):
            messages.success(request, _("Je werkgever ziet dat je niet meedoet. Er is niets aangevraagd."))
        else:
            messages.warning(request, _("Je bent al begonnen. Intrekken doe je bij je aanvraag."))
        return redirect(request.get_full_path())
    if request.method == "POST":
        return _go_on(request, token)
    return render(request, "funding/employers/asks.html", {"person": person, "file": person.file})


@learner_only
def _go_on(request: HttpRequest, token: str) -> HttpResponseBase:
    person = employer_access.invited(token)
    if person is None:
        return render(request, VOID, status=410)
    try:
        draft = actions.take_up(person, user_of(request), intake.profile(request))
    except NotTheirs:
        messages.warning(
            request, _("Met deze link is al iemand anders verdergegaan. Vraag je werkgever om een nieuwe.")
        )
        return redirect(request.get_full_path())
    if draft.submitted:
        return redirect("funding:application", draft.pk)
    return redirect("funding:tasks", draft.pk)

"""The pages on which staff keep the feeds: a list, a feed with its runs, a run with its issues, the mapping."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.feeds import access, actions, pages
from courses.feeds.formats import has_mapping
from courses.feeds.forms import FeedForm, MappingForm, NewFeedForm, SampleForm
from courses.feeds.mailing import mail_again
from courses.feeds.records import FeedBroken, Unusable
from courses.feeds.tables.mapping import Mapping, guess
from portal.access import staff_only, user_of
from portal.pages import kept
from portal.pages.uploading import takes_file, was_too_large
from portal.people.enums import Role

#: Who may look; all other pages are for who keeps the feeds.
READERS = (Role.PORTAL_MANAGER, Role.FUND_ADMINISTRATOR)


@require_safe
@staff_only(*READERS)
def overview(request: HttpRequest) -> HttpResponse:
    """All feeds and how they are."""
    page = access.feeds(request)
    context = {
        "rows": [pages.feed_row(feed) for feed in page],
        "pages": page,
        "manages": access.manages(request),
    }
    return render(request, "courses/feeds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.PORTAL_MANAGER)
def add(request: HttpRequest) -> HttpResponseBase:
    """A new feed; one with a mapping goes on to that."""
    form = NewFeedForm(kept.typed(request))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            feed = actions.add(
                told["format"], told["kvk"], told["name"], told["address"], told["report_to"], by=user_of(request)
            )
        except actions.AlreadyThere as there:
            messages.info(request, _("Deze opleider heeft al een feed in dit formaat. Verander hem hier."))
            return redirect("courses:feed", there.feed.pk)
        if has_mapping(feed.format):
            messages.success(request, _("De feed is toegevoegd. Zeg nu welke kolom wat is."))
            return redirect("courses:feed_mapping", feed.pk)
        messages.success(request, _("De feed is toegevoegd. Wij halen hem binnen een paar minuten op."))
        return redirect("courses:feed", feed.pk)
    return render(request, "courses/feed_form.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@staff_only(*READERS)
def feed(request: HttpRequest, pk: int) -> HttpResponse:
    """One feed: how it is, what to do about it, and its runs."""
    found = access.feed(request, pk)
    page, latest = access.runs(request, found), access.latest_run(found)
    released = access.released_among(page)
    context: dict[str, Any] = {
        "feed": found,
        "provider": found.provider.name if found.provider else _("Verzamelfeed"),
        "rows": [pages.run_row(found, run, released=run.pk in released) for run in page],
        "pages": page,
        "mapped": has_mapping(found.format),
        "held": latest if found.waits_on(latest) else None,
        "told": pages.what_happened(latest) if latest and latest.pk in released else None,
        "manages": access.manages(request),
        **pages.standing(found, latest.outcome if latest else None, waits=found.waits_on(latest)),
    }
    return render(request, "courses/feed.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.PORTAL_MANAGER)
def change(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Another address, mail address, grace or share."""
    found = access.feed(request, pk)
    form = FeedForm.of(found, kept.typed(request))
    if request.method == "POST" and form.is_valid():
        actions.change(found, form.cleaned_data, by=user_of(request))
        messages.success(request, _("De feed is veranderd."))
        return redirect("courses:feed", pk)
    context = {"form": form, "feed": found}
    return render(request, "courses/feed_form.html", context, status=422 if form.errors else 200)


@require_POST
@staff_only(Role.PORTAL_MANAGER)
def do(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hold a feed still, let it go on, or fetch it now."""
    found, by = access.feed(request, pk), user_of(request)
    match request.POST.get("do"):
        case "pause":
            actions.pause(found, by=by)
            messages.success(request, _("De feed staat stil. De opleidingen blijven staan zoals ze nu zijn."))
        case "resume":
            actions.resume(found, by=by)
            messages.success(request, _("Wij halen de feed weer elke dag op."))
        case "fetch":
            actions.ask(found, by=by)
            messages.success(request, _("Wij halen de feed binnen een paar minuten op."))
    return redirect("courses:feed", pk)


@require_safe
@staff_only(*READERS)
def run(request: HttpRequest, pk: int, run_pk: UUID) -> HttpResponse:
    """One run with its counts and issues, all or of one kind (``soort`` in the address)."""
    found = access.run(request, pk, run_pk)
    chosen = request.GET.get("soort", "")[:40].replace("\x00", "")
    page, latest = access.issues(request, found, chosen), access.latest_run(found.feed)
    is_latest, manages = latest is not None and latest.pk == found.pk, access.manages(request)
    context: dict[str, Any] = {
        "run": found,
        "feed": found.feed,
        "provider": found.feed.provider.name if found.feed.provider else _("Verzamelfeed"),
        "counts": pages.counts(found),
        "kinds": [pages.kind_row(kind, chosen) for kind in access.kinds_of_issues(found)],
        "rows": [pages.issue_row(issue) for issue in page],
        "pages": page,
        "chosen": chosen,
        **pages.what_happened(found),
        "can_release": manages and is_latest and found.feed.waits_on(latest),
        "can_mail": manages and bool(found.feed.report_to) and found.outcome != "running",
    }
    return render(request, "courses/feed_run.html", context)


@require_POST
@staff_only(Role.PORTAL_MANAGER)
def do_run(request: HttpRequest, pk: int, run_pk: UUID) -> HttpResponseBase:
    """Release a held run, or mail its report to the provider."""
    found = access.run(request, pk, run_pk)
    match request.POST.get("do"):
        case "release":
            if actions.release(found, by=user_of(request)):
                messages.success(request, _("De feed is vrijgegeven. Bij de volgende keer lezen nemen wij hem over."))
            else:
                messages.info(request, _("Deze keer is niet meer vrij te geven: kijk naar de laatste keer."))
        case "mail" if found.feed.report_to:
            if mail_again(found, _whole(request.POST.get("eerder", "")), by=user_of(request)):
                messages.success(request, _("Het verslag is onderweg naar de opleider."))
            else:
                messages.info(request, _("Dit verslag ging al naar de opleider. Kijk hieronder wanneer en door wie."))
    return redirect("courses:feed_run", pk, run_pk)


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.PORTAL_MANAGER)
def mapping(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Which column is what: choose, look at the result, keep it."""
    found = access.feed(request, pk)
    if not has_mapping(found.format):
        return redirect("courses:feed", pk)
    context: dict[str, Any] = {"feed": found, "upload": SampleForm(), "fetchable": found.on_the_web}
    if not found.sample:
        return render(request, "courses/feed_mapping.html", context)
    columns, rows = found.sample["columns"], found.sample["rows"]
    known = Mapping.of(found.mapping) if found.mapping else guess(columns)
    form = MappingForm(columns, rows[0][1], known, kept.typed(request))
    valid = form.is_bound and form.is_valid()
    if valid and request.POST.get("step") == "save":
        actions.set_mapping(found, form.mapping(), by=user_of(request))
        messages.success(request, _("De koppeling is bewaard. Wij lezen de feed binnen een paar minuten opnieuw."))
        return redirect("courses:feed", pk)
    shown = form.mapping() if valid else known
    if shown.complete:
        context["previewed"] = [pages.preview_card(one) for one in access.preview(found, shown)]
    context |= {"form": form, "looked": valid, "table": pages.table(found.sample, form.chosen_columns())}
    return render(request, "courses/feed_mapping.html", context, status=422 if form.errors else 200)


@takes_file
@require_POST
@staff_only(Role.PORTAL_MANAGER)
def sample(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Get the first rows of a table: from the address of the feed, or from a file that came with the form."""
    found = access.feed(request, pk)
    upload: Any = request.FILES.get("file")
    if was_too_large(request):
        messages.error(request, _("Dit bestand is te groot. Neem een bestand met alleen de eerste rijen."))
        return redirect("courses:feed_mapping", pk)
    if upload is None and request.POST.get("step") == "upload":
        messages.error(request, _("Kies eerst een bestand."))
        return redirect("courses:feed_mapping", pk)
    try:
        actions.first_rows(found, upload.file if upload is not None else None)
    except Unusable as problem:
        messages.error(request, problem.message.told())
    except FeedBroken as problem:
        messages.error(request, problem.issue.message.told())
    else:
        messages.success(request, _("Dit zijn de eerste rijen. Kies hieronder welke kolom wat is."))
    return redirect("courses:feed_mapping", pk)

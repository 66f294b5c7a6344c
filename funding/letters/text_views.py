"""A fund's own words in its letters: what there is, and writing a new version after reading it in a whole letter."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from funding import letter_access
from funding.letters.enums import Occasion
from funding.letters.example import example_letter
from funding.letters.forms import LetterTextForm, NamesForm
from funding.letters.merging import fields_for, in_brackets
from funding.letters.models import LetterText
from funding.letters.own_words import (
    NotSecondPerson,
    WrittenMeanwhile,
    last_written,
    newest,
    put_in_force,
    show_names,
    write_text,
)
from portal.access import page_of, person, staff_only, user_of
from portal.pages import kept
from portal.people.enums import FUND_ROLES, Role
from portal.templatetags.portal import clock, day

USE = "use"


@require_safe
@staff_only(*FUND_ROLES)
def letter_texts(request: HttpRequest) -> HttpResponse:
    """Every kind of letter of each fund, and whether it has words of the fund's own."""
    pages = page_of(request, letter_access.funds(request), size=5)
    written = letter_access.newest_texts(pages)
    decides = person(request).funds(Role.FUND_ADMINISTRATOR)
    funds = [
        {
            "fund": fund,
            "may_write": fund.pk in decides,
            "form": NamesForm(initial={"shown": fund.names_in_letters}, auto_id=f"{fund.pk}-%s"),
            "rows": [
                {
                    "label": occasion.label,
                    "url": reverse("funding:letter_text", args=[fund.pk, occasion.value]),
                    "text": written.get((fund.pk, occasion.value)),
                }
                for occasion in Occasion
            ],
        }
        for fund in pages
    ]
    return render(request, "funding/letter_texts.html", {"funds": funds, "pages": pages})


@require_POST
@staff_only(Role.FUND_ADMINISTRATOR)
def letter_names(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show who decided under the fund's letters, or not."""
    fund, form = letter_access.fund(request, slug, Role.FUND_ADMINISTRATOR), NamesForm(request.POST)
    if form.is_valid():
        show_names(fund, user_of(request), shown=form.cleaned_data["shown"])
        messages.success(request, _("Bewaard. Het geldt vanaf de volgende brief."))
    return redirect("funding:letter_texts")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*FUND_ROLES)
def letter_text(request: HttpRequest, slug: str, occasion: str) -> HttpResponseBase:
    """The words for one kind of letter: read them in an example letter, then have them put in force by another."""
    fund = letter_access.fund(request, slug, *((Role.FUND_ADMINISTRATOR,) if request.method == "POST" else ()))
    if occasion not in Occasion.values:
        raise Http404(occasion)
    kind, by = Occasion(occasion), user_of(request)
    last, now = last_written(fund.pk, kind), newest(fund.pk, kind)
    known = {"summary": last.summary, "extra": last.extra} if last else {}
    form = LetterTextForm(kept.typed(request), occasion=kind, initial=known)
    seen, problem = _number(request.POST.get("seen")), ""
    if request.method == "POST" and form.is_valid() and request.POST.get("step") == USE:
        try:
            write_text(fund, kind, form.cleaned_data["summary"], form.cleaned_data["extra"], by, seen)
        except WrittenMeanwhile as meanwhile:
            problem = _("%(who)s veranderde deze tekst om %(time)s. Wat jij typte, staat er nog.") % {
                "who": meanwhile.newest.written_by,
                "time": f"{clock(meanwhile.newest.written)} ({day(meanwhile.newest.written, 'date')})",
            }
            last = meanwhile.newest
        else:
            messages.success(request, _("De tekst staat klaar. Een ander zet hem in de brief."))
            return redirect("funding:letter_text", slug, occasion)
    words = form.cleaned_data if form.is_bound and not form.errors else known
    shown = LetterText(fund=fund, occasion=kind, summary=words.get("summary", ""), extra=words.get("extra", ""))
    waiting = last if last and last.in_force is None else None
    context = {
        "fund": fund,
        "label": kind.label,
        "form": form,
        "fields": in_brackets(fields_for(kind)),
        "seen": last.number if last else 0,
        "now": now,
        "last": last,
        "waiting": waiting,
        "may_write": fund.pk in person(request).funds(Role.FUND_ADMINISTRATOR),
        "may_put_in_force": waiting is not None and waiting.written_by_id != by.pk,
        "problem": problem,
        "html": example_letter(fund, letter_access.example_version(fund), shown, by),
        "pages": page_of(request, letter_access.texts(fund, kind)),
    }
    return render(request, "funding/letter_text.html", context, status=409 if problem else 422 if form.errors else 200)


@require_POST
@staff_only(*FUND_ROLES)
def use_letter_text(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Put a version in force, as a second person."""
    text = letter_access.text(request, pk)
    try:
        put_in_force(text, user_of(request))
    except NotSecondPerson:
        messages.error(request, _("Wie de tekst schreef, zet hem niet zelf in de brief. Of hij is al vervangen."))
    else:
        messages.success(request, _("De tekst staat vanaf nu in de brief."))
    return redirect("funding:letter_text", text.fund_id, text.occasion)


def _number(text: str | None) -> int:
    """The version that was on the screen; 0, which none has, for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0

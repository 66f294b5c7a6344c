"""Keeping a result without an account: a mail with a link that leads back to it."""

from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from funding.check import arranging, words
from funding.check.asking import Check
from funding.entitlements.page import Entitlements
from funding.keeping import links
from funding.keeping.forms import ResultForm
from funding.keeping.results import check_in
from intake import access as intake
from portal.access import person
from portal.brands.current import current_brand
from portal.mail.actions import send_mail
from portal.pages import kept


@require_http_methods(["GET", "HEAD", "POST"])
def keep_result(request: HttpRequest) -> HttpResponseBase:
    """Mail the result of a page (``naar``) with a link back; nobody needs an account for it."""
    path = request.GET.get("naar", "")
    page = links.result_page(request, path)
    profile = intake.known_profile(request)
    if not page or profile is None:
        return redirect(path if page else reverse("funding:entitlements"))
    check = check_in(request, page, path)
    form = ResultForm(kept.typed(request))
    if request.method == "POST" and form.is_valid():
        if ratelimit.consume(request, action="mail_result", key=form.cleaned_data["email"].lower()):
            token = links.make(links.WayBack(profile.pk, path))
            back = request.build_absolute_uri(reverse("funding:come_back", args=[token]))
            context = result_of(request, check) | {"link": back, "brand": current_brand(request)}
            send_mail("result", to=form.cleaned_data["email"], context=context, language=get_language())
            messages.success(request, _("De e-mail is onderweg. De link erin werkt negentig dagen."))
            return redirect(path)
        form.add_error("email", _("Er gingen al veel e-mails naar dit adres of vanaf deze plek. Probeer het later."))
    elif request.method == "POST" and kept.keep_mistakes(request):
        return redirect(request.get_full_path())
    context = {"form": form, "back_url": path}
    return render(request, "funding/keeping/keep.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def come_back(request: HttpRequest, token: str) -> HttpResponseBase:
    """What the link opens: after one button this browser goes on with a copy of the answers.

    A button, because programs that look at mail open links, and because other answers in this browser would go. A
    copy, because a link that was passed on must not take anything from who mailed it.
    """
    way = links.read(token)
    profile = links.profile_of(way) if way else None
    if way is None:
        return render(request, "funding/keeping/gone.html", status=410)
    if profile is None:
        # At a log-in a visitor's answers became the learner's own: who is logged in sees those.
        if person(request).user is not None:
            return redirect(way.path)
        return render(request, "funding/keeping/gone.html", {"path": way.path}, status=410)
    if profile == intake.known_profile(request):
        return redirect(way.path)
    if profile.user is not None:
        return redirect(f"{reverse('account_login')}?{_query(next=way.path)}")
    if request.method == "POST":
        intake.begin_with_a_copy(request, profile)
        return redirect(way.path)
    context = {"other_answers": bool(intake.answers(request)), "logged_in": person(request).user is not None}
    return render(request, "funding/keeping/come_back.html", context)


def result_of(request: HttpRequest, check: Check | None) -> dict[str, Any]:
    """The result in words for the mail: what it is about, the sentence of the page, and lines; no answers."""
    if check is None:
        fits = Entitlements.of(request).groups().fits
        return {
            "course": "",
            "sentence": "",
            "lines": [f"{card.name} ({card.amount})" if card.amount else card.name for card in fits],
        }
    if check.assessment is None:
        return {"course": check.course.title, "sentence": "", "lines": []}
    stack = words.stack(check.assessment, check.schemes)
    return {
        "course": check.course.title,
        "sentence": arranging.own_words(check.assessment, check.schemes),
        "lines": [(line["label"], line["cents"]) for line in stack.lines],
        "is_example": stack.example,
    }


def _query(**values: str) -> str:
    query = QueryDict(mutable=True)
    query.update(values)
    return query.urlencode()

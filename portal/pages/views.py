"""The portal's own pages."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from portal import access
from portal.brands.current import current_brand, wear
from portal.pages.accessibility import statement
from portal.pages.home import home_sections
from portal.pages.privacy import statement as privacy_statement
from portal.pages.samples import question_sample, samples
from portal.people.enums import Role
from portal.words.catalogue import word_list


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Two tiles; below them what other packages have to show for this brand."""
    return render(request, "portal/home.html", home_sections(request))


@access.learner_only
def after_login(request: HttpRequest) -> HttpResponseBase:
    """Where somebody goes who logged in without coming from somewhere: staff to their work, learners to theirs."""
    who = access.person(request)
    if who.user and access.may_become_staff(who.user):
        return redirect("portal:staff_home")
    return redirect("portal:route")


@access.staff_only(Role.PORTAL_MANAGER)
@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for who keeps the portal; ``merk`` in the address dresses it in another brand.

    With ``deel=vraag`` the page that has one question, because it is a page of its own.
    """
    if slug := request.GET.get("merk"):
        wear(request, access.brand(slug))
    if request.GET.get("deel") == "vraag":
        return render(request, "portal/style_question.html", question_sample())
    shown = samples(int(page) if (page := request.GET.get("pagina", "")).isdecimal() else 1)
    return render(request, "portal/style.html", shown | {"brands": access.brands()})


@require_safe
def difficult_words(request: HttpRequest) -> HttpResponse:
    """What the words of funds mean, all on one page."""
    return render(request, "portal/difficult_words.html", {"words": word_list(get_language() or "nl")})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible this portal is, and what is not good yet."""
    brand = current_brand(request)
    return render(request, "portal/accessibility.html", statement(brand, timezone.localdate()))


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of visitors, what for, and how long."""
    return render(request, "portal/privacy.html", privacy_statement(current_brand(request)))

"""The templates of an adviser's own team."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from intake import team_access
from intake.talk_templates import actions
from intake.talk_templates.actions import EnoughTemplates, NameTaken
from intake.talk_templates.forms import TalkTemplateForm
from portal.access import staff_only, user_of
from portal.people.enums import Role


@never_cache
@staff_only(Role.ADVISER)
@require_http_methods(["GET", "HEAD", "POST"])
def templates(request: HttpRequest) -> HttpResponseBase:
    """All templates of the team; a post adds one."""
    return _keep(request, None)


@never_cache
@staff_only(Role.ADVISER)
@require_http_methods(["GET", "HEAD", "POST"])
def template(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change one."""
    return _keep(request, team_access.own_template(request, pk))


@staff_only(Role.ADVISER)
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take one away."""
    actions.drop(team_access.own_template(request, pk), team_access.own_team(request), by=user_of(request))
    return redirect("intake:talk_templates")


def _keep(request: HttpRequest, before: Any | None) -> HttpResponseBase:
    team = team_access.own_team(request)
    kinds = [(str(one.pk), one.name) for one in team_access.kinds_of(team)]
    first = {"title": before.title, "kind": str(before.kind_id or ""), "text": before.text} if before else {}
    form = TalkTemplateForm(request.POST if request.method == "POST" else None, kinds=kinds, initial=first)
    if form.is_valid():
        data = form.cleaned_data
        kind = int(data["kind"]) if data["kind"] else None
        try:
            actions.keep(team, before, data["title"], kind, data["text"], by=user_of(request))
        except NameTaken:
            form.add_error("title", _("Jullie hebben al een sjabloon met deze naam. Kies een andere naam."))
        except EnoughTemplates:
            form.add_error(None, _("Twintig sjablonen is genoeg. Haal er eerst een weg."))
        else:
            return redirect("intake:talk_templates")
    context: dict[str, Any] = {"form": form, "template": before}
    if before is None:
        context["templates"] = team_access.templates_of(team)
    return render(request, "intake/talk_templates/templates.html", context, status=422 if form.errors else 200)

"""What the learner's page shows of the money: what is not sent yet, what was sent, and papers."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from funding import access
from funding.applications.page import summary
from portal.people.route import Part, ToDo

#: So many applications and papers stand on the page; the rest is behind a link.
MOST = 5


def applications_part(request: HttpRequest) -> Part | None:
    """Drafts and the latest applications; on top what a fund asks, and what waits to be sent."""
    drafts, sent = access.latest_applications(request, MOST + 1)
    if not drafts and not sent:
        return None
    rows = [(one, *summary(one)) for one in sent[:MOST]]
    asked = [
        ToDo(
            _("Vul je aanvraag aan"),
            f"{one.line.fund.name}, {one.line.application.number}",
            reverse("funding:answer", args=[one.line.application_id, one.pk]),
            one.until,
        )
        for one in access.open_questions(request)
    ]
    begun = [
        ToDo(
            _("Verstuur je aanvraag"),
            draft.course.title,
            reverse("funding:tasks", args=[draft.pk]),
            draft.session.starts if draft.session else None,
        )
        for draft in drafts
    ]
    context = {
        "drafts": drafts,
        "rows": [{"application": one, "status": status, "kind": kind} for one, status, kind in rows],
        "more": len(drafts) + len(sent) > MOST,
    }
    return Part(20, "funding/route/applications.html", context, (*asked, *begun))


def papers_part(request: HttpRequest) -> Part | None:
    """The latest letters and proofs."""
    found = access.papers(request)
    if not found:
        return None
    context = {"rows": found[:MOST], "number": len(found), "more": len(found) > MOST}
    return Part(60, "funding/route/papers.html", context)

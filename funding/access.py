"""What a learner may see: the courses, what they began and sent, and the letters and messages about it.

What staff see is in ``fund_access``, schemes in ``scheme_access``.
"""

from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.db.models import F, Q, Value
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import access as courses
from courses.models import Course, Session
from funding.applications.enums import ApplicationState
from funding.applications.models import Application, PlanLine
from funding.applications.states import DECIDED, ELSEWHERE, RUNNING
from funding.completing.models import CompletionRequest
from funding.documents.enums import DocumentKind, DocumentState
from funding.documents.models import Document
from funding.forwarding_access import may_read_letter
from funding.fund_access import lines
from funding.letters.models import Letter
from funding.messages.models import Message
from funding.objections.models import Objection
from funding.parties.enums import Party
from funding.parties.links import read as read_link
from funding.parties.models import Invitation
from funding.wishes.models import SchemeWish, Wish
from intake import access as intake
from intake.profile.questions import QUESTIONS
from intake.together_access import acting, learner
from portal.access import page_of, person, refuse
from portal.people.enums import FUND_ROLES


def course(request: HttpRequest, pk: UUID) -> Course:
    """A course of the catalogue with its prices, or 404."""
    return courses.course(request, pk)


def session(request: HttpRequest, course: Course, pk: str | None) -> Session | None:
    """A session of this course that can still be chosen; None without a (possible) choice."""
    return courses.session(request, course, pk) if pk else None


def draft(request: HttpRequest, pk: UUID) -> Application:
    """A draft of this visitor or learner, or, once sent, the application itself to its learner; else 404."""
    found = Application.objects.with_everything().filter(pk=pk).first()
    if found is None:
        refuse(request, "application", pk)
    if found.state != ApplicationState.DRAFT:
        return application(request, pk)
    known = intake.known_profile(request)
    if known is None or found.profile_id != known.pk:
        refuse(request, "application", pk)
    return found


def draft_of(request: HttpRequest, text: str) -> Application | None:
    """A draft of this visitor by an id from an address; None for anything else."""
    try:
        pk = UUID(text)
    except ValueError:
        return None
    known = intake.known_profile(request)
    return Application.objects.filter(state=ApplicationState.DRAFT, profile=known, pk=pk).first() if known else None


def open_sessions(request: HttpRequest, course: Course) -> list[Session]:
    """The sessions of a course that can be chosen today, of this brand's regions and online; elsewhere if none is."""
    regions = {region.slug for region in courses.brand_regions(request)}
    found = courses.open_sessions(course)
    near = [s for s in found if s.online or (s.municipality is not None and s.municipality.region_id in regions)]
    return near or list(found)


def applications(request: HttpRequest) -> "Page[Application]":
    """The applications that this learner sent, newest first."""
    user = person(request).user
    rows = Application.objects.sent().filter(learner=user).select_related("course__provider", "session__municipality")
    return page_of(request, rows.prefetch_related("lines__decisions").order_by("-submitted"))


def latest_applications(request: HttpRequest, number: int) -> tuple[list[Application], list[Application]]:
    """What this learner began and did not send, and what they sent: the newest, so many of both together."""
    # Who acts for somebody sees what is not sent; what was sent is between its learner and the funds.
    mine = Q(learner=None if acting(request) else person(request).user) & ~Q(state=ApplicationState.DRAFT)
    if known := intake.known_profile(request):
        mine |= Q(state=ApplicationState.DRAFT, profile=known)
    rows = Application.objects.filter(mine).select_related("course", "session").prefetch_related("lines")
    found = list(rows.order_by(F("submitted").desc(nulls_first=True), "-created")[:number])
    return [one for one in found if one.submitted is None], [one for one in found if one.submitted]


def open_questions(request: HttpRequest) -> list[CompletionRequest]:
    """What funds ask this learner and still wait for, first what has to be answered first."""
    found = CompletionRequest.objects.open().filter(line__application__learner=person(request).user)
    return list(found.select_related("line__fund", "line__application").order_by("until"))


def papers(request: HttpRequest) -> list[dict[str, Any]]:
    """The letters and proofs of this learner, newest first: what, name, at, and url ("" while it may not be read)."""
    user, known = person(request).user, intake.known_profile(request)
    mine = Q(application__learner=user)
    if known:
        mine |= Q(application__profile=known, application__learner=None)
    letters = Letter.objects.filter(line__application__learner=user).annotate(
        fund_name=F("line__fund__name"), kind_of=Value(""), may=Value(DocumentState.READY)
    )
    proofs = Document.objects.filter(mine).annotate(fund_name=Value(""))
    rows = letters.values_list("pk", "subject", "written", "fund_name", "kind_of", "may").union(
        proofs.values_list("pk", "name", "added", "fund_name", "kind", "state")
    )
    return [
        {
            "what": DocumentKind(kind).label if kind else _("Brief van %(fund)s") % {"fund": fund},
            "name": name,
            "at": at,
            "url": reverse("funding:document" if kind else "funding:letter", args=[pk])
            if state == DocumentState.READY
            else "",
        }
        for pk, name, at, fund, kind, state in rows.order_by("-written")
    ]


def application(request: HttpRequest, pk: UUID) -> Application:
    """An application that this learner sent, with everything its page shows, or 404."""
    found = Application.objects.sent().with_everything().filter(pk=pk, learner=person(request).user).first()
    return found or refuse(request, "application", pk)


def completion_request(request: HttpRequest, pk: UUID, request_pk: UUID) -> CompletionRequest:
    """A question of a fund about an application of this learner, or 404."""
    found = (
        CompletionRequest.objects.select_related(
            "line__fund", "line__scheme_version__scheme", "line__application__learner"
        )
        .filter(pk=request_pk, line__application=pk, line__application__learner=person(request).user)
        .first()
    )
    return found or refuse(request, "completion request", request_pk)


def own_application(request: HttpRequest, pk: UUID) -> Application:
    """A draft of this learner or an application that they sent, with its documents, or 404."""
    found = (
        Application.objects.prefetch_related("documents", "invitations")
        .select_related("course__provider", "learner")
        .filter(pk=pk)
        .first()
    )
    user, known = person(request).user, intake.known_profile(request)
    mine = found is not None and (
        found.learner_id == user.pk if found.learner_id and user else known is not None and found.profile_id == known.pk
    )
    return found if found and mine else refuse(request, "application", pk)


def document(request: HttpRequest, pk: UUID) -> Document:
    """A document that may be read: the learner's own, or of an application to a fund where this person works.

    Of an application that was sent, and never of one's own as staff. 404 while a scanner has not passed it.
    """
    found = Document.objects.select_related("application").filter(pk=pk, state=DocumentState.READY).first()
    if found:
        sent = lines(person(request), *FUND_ROLES).filter(application=found.application_id)
        if _is_own(request, found) or sent.exists():
            return found
    return refuse(request, "document", pk)


def own_document(request: HttpRequest, pk: UUID) -> Document:
    """A document of this learner, in whatever state, or 404."""
    found = Document.objects.select_related("application").filter(pk=pk).first()
    return found if found and _is_own(request, found) else refuse(request, "document", pk)


def _is_own(request: HttpRequest, document: Document) -> bool:
    application, known = document.application, intake.known_profile(request)
    if application.learner_id:
        user = person(request).user
        return user is not None and application.learner_id == user.pk
    return known is not None and application.profile_id == known.pk


def lines_of_application(request: HttpRequest, pk: UUID) -> list[PlanLine]:
    """The lines of an application that this learner sent, with fund and assessor, or 404."""
    found = PlanLine.objects.filter(application=pk, application__learner=person(request).user).order_by("position")
    rows = list(found.select_related("fund", "assessor", "application__learner"))
    return rows or refuse(request, "application", pk)


def outside_line(request: HttpRequest, pk: UUID, line_pk: UUID) -> PlanLine:
    """A line of this learner's application that another fund decides on outside the portal, or 404."""
    found = (
        PlanLine.objects.filter(
            pk=line_pk, application=pk, application__learner=person(request).user, state__in=ELSEWHERE
        )
        .select_related("fund", "scheme_version__scheme", "application__learner", "outside")
        .prefetch_related("application__invitations")
        .first()
    )
    return found or refuse(request, "outside line", line_pk)


def open_invitation(line: PlanLine) -> Invitation | None:
    """Who was asked about this line and has not answered yet."""
    return Invitation.objects.open().filter(line=line).first()


def invitation(token: str) -> Invitation | None:
    """What a signed link asks, with what its page shows; None for a link that is not ours, replaced or too late.

    One that was answered is shown for as long as the link works: who answered may look back.
    """
    known = read_link(token)
    if known is None:
        return None
    pk, issue = known
    return (
        Invitation.objects.filter(pk=pk, issue=issue, ended__isnull=True, expires__gte=timezone.localdate())
        .select_related(
            "application__course__provider", "application__learner", "invited_by", "line__scheme_version__scheme"
        )
        .select_related("line__fund", "line__application__learner")
        .first()
    )


def proposal(request: HttpRequest, pk: UUID, invitation_pk: UUID) -> Invitation:
    """Another start or price that a provider proposed for an application of this learner, or 404."""
    found = Invitation.objects.filter(
        pk=invitation_pk,
        application=pk,
        application__learner=person(request).user,
        party=Party.PROVIDER,
        answered__isnull=False,
    )
    rows = found.select_related("application__course__provider", "line__fund", "learner_answer")
    return rows.first() or refuse(request, "proposal", invitation_pk)


def decided_line(request: HttpRequest, pk: UUID, line_pk: UUID) -> PlanLine:
    """A line of this learner's application on which a fund decided, or 404."""
    found = (
        PlanLine.objects.filter(pk=line_pk, application=pk, application__learner=person(request).user)
        .filter(state__in=DECIDED, decisions__isnull=False)
        .select_related("fund", "scheme_version__scheme", "application__learner")
        .prefetch_related("decisions")
        .first()
    )
    return found or refuse(request, "decided line", line_pk)


def open_objection(line: PlanLine) -> Objection | None:
    """The objection of a line, reached already, that the fund did not decide on yet."""
    found = Objection.objects.filter(decision__line=line).exclude(state__in=["decided", "withdrawn"])
    return found.select_related("decision__line").first()


def told_before(request: HttpRequest, course: Course) -> dict[str, Any]:
    """Fact -> value as this learner told it in the last application that they sent; {} without one.

    Of an application for another course only what is about the person: the rest is told anew for each course.
    """
    sent = Application.objects.sent().filter(learner=learner(request)).order_by("-submitted").first()
    values: dict[str, Any] = sent.calculated["facts"]["values"] if sent else {}
    if sent is None or sent.course_id == course.pk:
        return values
    return {fact: value for fact, value in values.items() if fact in QUESTIONS and not QUESTIONS[fact].about_course}


def unread_messages(application: Application) -> int:
    """How many messages of funds wait to be read by the learner."""
    return Message.objects.filter(line__application=application, from_learner=False, read__isnull=True).count()


def messages_of(request: HttpRequest, of: list[PlanLine]) -> "Page[Message]":
    """Messages on these lines, newest first, a page at a time."""
    found = Message.objects.filter(line__in=of).select_related("author", "line__fund").order_by("-at")
    return page_of(request, found)


def running_application(request: HttpRequest, course: Course, session: Session | None) -> Application | None:
    """What this learner sent for this course and start and waits for; None for visitors."""
    user = learner(request)
    if user is None:
        return None
    return Application.objects.filter(state__in=RUNNING, learner=user, course=course, session=session).first()


#: So many of each kind stand on the learner's page.
MOST_WISHES = 20


def wishes(request: HttpRequest) -> tuple[list[Wish], list[SchemeWish]]:
    """What this learner wants a mail about and did not get yet: courses and schemes, newest first."""
    waiting = {"user": person(request).user, "told": None}
    courses = Wish.objects.filter(**waiting).select_related("course").order_by("-at")
    schemes = SchemeWish.objects.filter(**waiting).select_related("scheme").order_by("-at")
    return list(courses[:MOST_WISHES]), list(schemes[:MOST_WISHES])


def has_wishes(request: HttpRequest) -> bool:
    """Whether ``wishes`` has any, of either kind; one query."""
    waiting = {"user": person(request).user, "told": None}
    schemes = SchemeWish.objects.filter(**waiting).values_list("pk")
    return Wish.objects.filter(**waiting).values_list("pk").union(schemes).exists()


def waits_for_scheme(request: HttpRequest, slug: str) -> bool:
    """Whether this learner wants a mail when this scheme is there for them."""
    return SchemeWish.objects.filter(user=person(request).user, scheme=slug, told=None).exists()


def letter(request: HttpRequest, pk: UUID) -> Letter:
    """A letter to this learner, or one about a line that this person may see at a fund where they work; else 404."""
    who = person(request)
    found = Letter.objects.select_related("line__application__learner", "line__fund", "decision").filter(pk=pk).first()
    if found and who.user:
        mine = found.line.application.learner_id == who.user.pk
        here = lines(who, *FUND_ROLES).filter(pk=found.line_id).exists()
        if mine or here or may_read_letter(who, found.line_id):
            return found
    return refuse(request, "letter", pk)

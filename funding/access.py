"""Who may see which applications, lines and letters: the learner their own, staff those of their funds."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from courses import access as courses
from courses.models import Course, Session
from funding.announcements.models import SchemeAnnouncement
from funding.applications.enums import ApplicationState, LineState
from funding.applications.models import Application, PlanLine
from funding.applications.queries import NEVER, PlanLineQuerySet
from funding.applications.states import DECIDED, ELSEWHERE, RUNNING, UNDECIDED
from funding.budgets import ledger
from funding.checks.models import Check
from funding.completing.models import CompletionRequest
from funding.decisions.enums import Shelf
from funding.decisions.models import Preparation
from funding.decisions.reasons import Reason
from funding.documents.enums import DocumentState
from funding.documents.models import Document
from funding.letters.models import Letter
from funding.messages.models import Message
from funding.objections.models import Objection
from funding.parties.links import read as read_link
from funding.parties.models import Invitation
from funding.schemes.models import Scheme, SchemeExample, SchemeVersion
from funding.schemes.queries import SchemeVersionQuerySet
from funding.settling.models import Instalment, Settlement
from intake import access as intake
from portal.access import Person, page_of, person, refuse
from portal.people.enums import FUND_ROLES, Role
from portal.people.models import Fund


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


def schemes(request: HttpRequest) -> QuerySet[Scheme]:
    """The schemes of the funds that this person administers."""
    return Scheme.objects.filter(fund__in=person(request).funds(Role.FUND_ADMINISTRATOR))


def funds(request: HttpRequest) -> QuerySet[Fund]:
    """The funds that this person administers."""
    return Fund.objects.filter(pk__in=person(request).funds(Role.FUND_ADMINISTRATOR))


def scheme(request: HttpRequest, slug: str) -> Scheme:
    """A scheme of a fund that this person administers, with its fund, or 404."""
    found = schemes(request).select_related("fund").filter(pk=slug).first()
    return found or refuse(request, "scheme", slug)


def scheme_versions(request: HttpRequest) -> SchemeVersionQuerySet[SchemeVersion]:
    """All versions, drafts too, of the schemes of the funds that this person administers."""
    return SchemeVersion.objects.filter(scheme__fund__in=person(request).funds(Role.FUND_ADMINISTRATOR))


def scheme_version(request: HttpRequest, pk: UUID) -> SchemeVersion:
    """One of those versions with its scheme, fund and who wrote, checked and published it, or 404."""
    with_people = scheme_versions(request).select_related("scheme__fund", "changed_by", "checked_by", "published_by")
    return with_people.filter(pk=pk).first() or refuse(request, "scheme version", pk)


def schemes_named(slugs: Iterable[str]) -> list[Scheme]:
    """These schemes by name; everybody may know what there is."""
    return list(Scheme.objects.filter(slug__in=list(slugs)).order_by("name"))


def scheme_examples(version: SchemeVersion) -> QuerySet[SchemeExample]:
    """The examples of a version that was reached by ``scheme_version``."""
    return SchemeExample.objects.filter(version=version)


def scheme_example(request: HttpRequest, version: SchemeVersion, pk: UUID) -> SchemeExample:
    """One of them, or 404."""
    return scheme_examples(version).filter(pk=pk).first() or refuse(request, "scheme example", pk)


def announcements(request: HttpRequest) -> QuerySet[SchemeAnnouncement]:
    """The announcements of those schemes, with their scheme."""
    found = SchemeAnnouncement.objects.filter(scheme__in=schemes(request))
    return found.newest_first().select_related("scheme")


def announced(slugs: Iterable[str]) -> dict[str, list[dict[str, str]]]:
    """What learners have to know now of these schemes, by slug: "kind", "text" in their language, "link"; one query."""
    found: dict[str, list[dict[str, str]]] = {}
    for one in SchemeAnnouncement.objects.current(timezone.now()).filter(scheme__in=list(slugs)):
        found.setdefault(one.scheme_id, []).append(one.shown)
    return found


def applications(request: HttpRequest) -> "Page[Application]":
    """The applications that this learner sent, newest first."""
    user = person(request).user
    rows = Application.objects.sent().filter(learner=user).select_related("course__provider", "session__municipality")
    return page_of(request, rows.prefetch_related("lines__decisions").order_by("-submitted"))


def drafts(request: HttpRequest) -> QuerySet[Application]:
    """What this learner began and did not send."""
    return (
        Application.objects.filter(state=ApplicationState.DRAFT, profile=intake.known_profile(request))
        .exclude(profile=None)
        .select_related("course__provider", "session__municipality")
        .order_by("-created")
    )


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


def objections(request: HttpRequest) -> QuerySet[Objection]:
    """Open objections at the funds of this person, never about their own applications; first what is due first."""
    seen = lines(person(request), *FUND_ROLES)
    found = Objection.objects.filter(decision__line__in=seen).exclude(state__in=["decided", "withdrawn"])
    return found.select_related("decision__line__application", "decision__line__fund").order_by("due", "received")


def objection(request: HttpRequest, pk: UUID, *roles: Role) -> Objection:
    """An objection at a fund where this person has one of these roles (any: to read), with its decision, or 404."""
    found = (
        Objection.objects.filter(pk=pk, decision__line__in=lines(person(request), *(roles or FUND_ROLES)))
        .select_related(
            "decision__decided_by",
            "decision__prepared_by",
            "decision__line__fund",
            "decision__line__scheme_version__scheme",
            "decision__line__application__learner",
            "handler",
        )
        .first()
    )
    return found or refuse(request, "objection", pk)


def objection_proposal(objection: Objection) -> Preparation | None:
    """What waits for a second person on this objection."""
    waiting = Preparation.objects.filter(objection=objection, decision=None, returned=None)
    return waiting.select_related("prepared_by").last()


def settlement(request: HttpRequest, pk: UUID) -> Settlement:
    """The proposed amount of a line of a fund where this person approves, or 404."""
    line = plan_line(request, pk, Role.APPROVER)
    found = Settlement.objects.filter(line=line).first() or refuse(request, "settlement", pk)
    found.line = line
    return found


def instalments(line: PlanLine) -> list[Instalment]:
    """What comes back of a line, in order; at most a year of months."""
    return list(Instalment.objects.filter(recovery__line=line).order_by("number"))


def instalment(request: HttpRequest, line: PlanLine, number: int) -> Instalment:
    """One instalment of a line that was reached already, or 404."""
    found = Instalment.objects.filter(recovery__line=line, number=number).select_related("recovery").first()
    if found is None:
        refuse(request, "instalment", number)
    found.recovery.line = line
    return found


def too_much(line: PlanLine) -> int:
    """Cents that were paid beyond what was settled."""
    _reserved, _promised, paid = ledger.held(line.pk)
    return max(paid - line.settled_cents, 0) if line.settled_cents is not None else 0


def check(request: HttpRequest, line: PlanLine, pk: UUID) -> Check:
    """A check of a line that was reached already, or 404."""
    found = Check.objects.select_related("line__fund", "line__application").filter(line=line, pk=pk).first()
    return found or refuse(request, "check", pk)


def reasons(request: HttpRequest) -> QuerySet[Reason]:
    """The texts in use at the funds that this person administers."""
    mine = person(request).funds(Role.FUND_ADMINISTRATOR)
    return Reason.objects.filter(fund__in=mine, ended__isnull=True).select_related("fund")


def reason(request: HttpRequest, pk: UUID) -> Reason:
    """One of those texts, or 404."""
    return reasons(request).filter(pk=pk).first() or refuse(request, "reason", pk)


def funds_administered(request: HttpRequest) -> list[Fund]:
    """The funds that this person administers."""
    return list(Fund.objects.filter(slug__in=person(request).funds(Role.FUND_ADMINISTRATOR)))


def told_before(request: HttpRequest, course: Course) -> dict[str, Any]:
    """Fact -> value as this learner told it in the last application for this course that they sent; {} without one."""
    sent = Application.objects.sent().filter(learner=person(request).user, course=course).order_by("-submitted").first()
    values: dict[str, Any] = sent.calculated["facts"]["values"] if sent else {}
    return values


def unread_messages(application: Application) -> int:
    """How many messages of funds wait to be read by the learner."""
    return Message.objects.filter(line__application=application, from_learner=False, read__isnull=True).count()


def messages_of(request: HttpRequest, of: list[PlanLine]) -> "Page[Message]":
    """Messages on these lines, newest first, a page at a time."""
    found = Message.objects.filter(line__in=of).select_related("author", "line__fund").order_by("-at")
    return page_of(request, found)


def running_application(request: HttpRequest, course: Course, session: Session | None) -> Application | None:
    """What this learner sent for this course and start and waits for; None for visitors."""
    user = person(request).user
    if user is None:
        return None
    return Application.objects.filter(state__in=RUNNING, learner=user, course=course, session=session).first()


def letter(request: HttpRequest, pk: UUID) -> Letter:
    """A letter to this learner, or one of a fund where this person works; else 404."""
    who = person(request)
    found = Letter.objects.select_related("line__application__learner", "line__fund", "decision").filter(pk=pk).first()
    if found and who.user:
        mine = found.line.application.learner_id == who.user.pk
        if mine or found.line.fund_id in who.funds(*FUND_ROLES):
            return found
    return refuse(request, "letter", pk)


def lines(who: Person, *roles: Role) -> PlanLineQuerySet[PlanLine]:
    """All sent lines of the funds where this person has one of these roles; never of their own applications."""
    return (
        PlanLine.objects.filter(fund__in=who.funds(*roles))
        .exclude(application__state=ApplicationState.DRAFT)
        .exclude(application__learner=who.user)
        .exclude(application__involvements__user=who.user)
    )


def queue(request: HttpRequest, shelf_of: Shelf, text: str) -> "Page[PlanLine]":
    """A page of one shelf: the most urgent on top, or what was decided last."""
    found = shelf(request, shelf_of, text).with_row()
    ordered = found.last_decided_first() if shelf_of is Shelf.DECIDED else found.most_urgent_first()
    return page_of(request, ordered, size=50)


def shelf(request: HttpRequest, which: Shelf, text: str) -> PlanLineQuerySet[PlanLine]:
    """The lines of one shelf of this person, with every word of ``text``."""
    who = person(request)
    seen = lines(who, *FUND_ROLES)
    match which:
        case Shelf.WAITING:
            found = waiting(who)
        case Shelf.ELSEWHERE:
            found = seen.filter(state__in=UNDECIDED).exclude(pk__in=waiting(who).values("pk"))
        case Shelf.DECIDED:
            found = seen.filter(state__in=DECIDED)
    return found.about(text)


def next_waiting(request: HttpRequest, line: PlanLine) -> PlanLine | None:
    """What waits for this person behind this line, or, at the end, from the top; None when nothing does."""
    found = waiting(person(request)).exclude(pk=line.pk)
    application = line.application
    days = [day for day in (line.due, application.session.starts if application.session else None) if day]
    behind = found.after(min(days, default=NEVER), application.submitted, line.pk) if application.submitted else found
    return behind.first() or found.most_urgent_first().first()


def waiting(who: Person) -> PlanLineQuerySet[PlanLine]:
    """Lines on which this person can take a step now, by role; an approver not those they prepared themselves.

    What a colleague took up is theirs.
    """
    here = lines(who, Role.FUND_ADMINISTRATOR)
    mine = Q(assessor=who.user) | Q(assessor__isnull=True)
    to_decide = here.filter(Q(state=LineState.RESERVED) | Q(mine, state=LineState.IN_REVIEW))
    own = Preparation.objects.filter(prepared_by=who.user, decision=None, returned=None).values("line")
    to_approve = lines(who, Role.APPROVER).filter(state=LineState.AWAITING_APPROVAL)
    return to_decide | to_approve.exclude(pk__in=own)


def plan_line(request: HttpRequest, pk: UUID, *roles: Role) -> PlanLine:
    """A line of a fund where this person has one of these roles (any: to read), with its whole file, or 404."""
    found = (
        lines(person(request), *(roles or FUND_ROLES))
        .select_related(
            "fund",
            "budget",
            "scheme_version__scheme",
            "application__learner",
            "application__course__provider",
            "application__session__municipality",
            "assessor",
            "follow_up",
            "settlement__prepared_by",
            "recovery",
        )
        .prefetch_related(
            "application__lines__scheme_version__scheme",
            "application__lines__fund",
            "application__lines__decisions",
            "decisions__decided_by",
            "decisions__prepared_by",
            "decisions__letter",
            "requests__asked_by",
            "checks__by",
            "invitations",
            "application__documents",
            "application__invitations",
            "preparations__prepared_by",
            "preparations__returned__by",
        )
        .filter(pk=pk)
        .first()
    )
    return found or refuse(request, "plan line", pk)

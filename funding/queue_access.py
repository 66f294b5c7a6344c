"""The queue of a fund as one person may see it: shelves, narrowed lists, totals, the work of each colleague."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.db.models import BigIntegerField, Case, Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models import When as Then
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone

from funding.applications.enums import LineState
from funding.applications.models import PlanLine
from funding.applications.queries import PlanLineQuerySet
from funding.applications.states import AT_THE_FUND, DECIDED, PROMISED, UNDECIDED
from funding.budgets.enums import EFFECTS
from funding.budgets.models import LedgerEntry
from funding.checks.enums import CheckState
from funding.checks.models import Check
from funding.decisions.enums import Shelf
from funding.figures.models import FigureCase
from funding.figures.words import ASKED, HELPED, JUDGED
from funding.fund_access import SOON_DAYS, lines, mail_came_back, unread_by_fund, waiting
from funding.letters.enums import LetterKind
from funding.letters.models import Letter
from funding.payments.models import Account
from funding.queue.enums import When, WhichLetters, Whose
from funding.queue.models import Deputy, SavedFilter
from funding.queue.wanted import Wanted
from funding.schemes.models import Scheme
from funding.surveys.models import Survey
from portal.access import page_of, person, refuse
from portal.people.enums import FUND_ROLES, WORKERS, Role
from portal.people.models import Fund, Membership, User
from portal.regions.models import Municipality

#: As many lines can be dealt with together.
MOST_TOGETHER = 50


def queue(request: HttpRequest, wanted: Wanted) -> "Page[PlanLine]":
    """A page of what is wanted: the most urgent on top, or what was decided last."""
    number = unread_by_fund().order_by().values("line").annotate(number=Count("pk")).values("number")
    found = shelf(request, wanted).with_row().annotate(unread=Coalesce(Subquery(number), 0))
    ordered = found.last_decided_first() if wanted.shelf is Shelf.DECIDED else found.most_urgent_first()
    return page_of(request, ordered, size=50)


def shelf(request: HttpRequest, wanted: Wanted) -> PlanLineQuerySet[PlanLine]:
    """The lines of one shelf of this person, narrowed to what is wanted."""
    who = person(request)
    seen = lines(who, *FUND_ROLES)
    match wanted.shelf:
        case Shelf.WAITING:
            found = waiting(who)
        case Shelf.ELSEWHERE:
            found = seen.filter(state__in=UNDECIDED).exclude(pk__in=waiting(who).values("pk"))
        case Shelf.OPEN:
            found = seen.filter(state__in=UNDECIDED)
        case Shelf.DECIDED:
            found = seen.filter(state__in=DECIDED)
        case Shelf.ALL:
            found = seen
    found = found.about(wanted.text)
    if wanted.scheme:
        found = found.filter(scheme_version__scheme=wanted.scheme)
    if wanted.whose:
        found = found.filter(_whose(wanted.whose, who.user))
    if wanted.when:
        found = found.filter(term_is(When(wanted.when), timezone.localdate()))
    if wanted.looked_at:
        found = found.exclude(Exists(Check.objects.filter(line=OuterRef("pk"), state=CheckState.OPEN)))
    if wanted.returned:
        found = found.filter(mail_came_back())
    if wanted.unread:
        found = found.filter(Exists(unread_by_fund()))
    if wanted.employer:
        found = found.filter(application__employer_person__file=UUID(wanted.employer))
    if wanted.since:
        found = found.filter(fund=wanted.fund, application__in=_counted(wanted))
    return found


def _counted(wanted: Wanted) -> QuerySet[Any, Any]:
    """The keys of the applications that a figure of a fund counted."""
    if wanted.name == ASKED:
        asked = Survey.objects.filter(months=int(wanted.value), asked__date__gte=wanted.since)
        return asked.values("application")
    month = date.fromisoformat(wanted.since).replace(day=1)
    cases = FigureCase.objects.filter(fund=wanted.fund, month__gte=month)
    if wanted.name in (HELPED, JUDGED):
        cases = cases.filter(**{f"{wanted.name}__gt": 0})
    elif wanted.name:
        cases = cases.filter(**{wanted.name: wanted.value})
    return cases.values("application")


def _whose(whose: str, user: User | None) -> Q:
    if whose == Whose.NOBODY:
        return Q(assessor=None)
    return Q(assessor=user) if whose == Whose.MINE else Q(assessor=UUID(whose))


def term_is(when: When, today: date) -> Q:
    """Lines of which the legal term, or the start of the course, is like this on a day."""
    soon = today + timedelta(days=SOON_DAYS)
    runs = Q(state__in=UNDECIDED, suspended_on=None)
    match when:
        case When.LATE:
            return runs & Q(due__lt=today)
        case When.SOON:
            return runs & Q(due__range=(today, soon))
        case When.STOPPED:
            return Q(state__in=UNDECIDED, suspended_on__isnull=False)
        case When.BEGINS:
            return Q(state__in=AT_THE_FUND, application__session__starts__lte=soon)


def totals(request: HttpRequest, wanted: Wanted) -> dict[str, int]:
    """Of all that is wanted: "number", "late" and "soon" lines, those with something "unread" of the learner, and cents
    "asked", "granted" and "paid".
    """
    today = timezone.localdate()
    # The rows that are shown have more joined to them than an aggregate should count.
    found = PlanLine.objects.filter(pk__in=shelf(request, wanted).values("pk"))
    counted = found.aggregate(
        number=Count("pk"),
        asked=Sum("cents", default=0),
        # What was granted to who then withdrew is nobody's any more.
        granted=Sum("granted_cents", filter=Q(state__in=PROMISED), default=0),
        late=Count("pk", filter=term_is(When.LATE, today)),
        soon=Count("pk", filter=term_is(When.SOON, today)),
        unread=Count("pk", filter=Q(Exists(unread_by_fund()))),
    )
    signed = Case(
        *(Then(movement=movement, then=F("cents") * effect[2]) for movement, effect in EFFECTS.items()),
        output_field=BigIntegerField(),
    )
    moved = LedgerEntry.objects.filter(line__in=found, movement__in=[m for m, effect in EFFECTS.items() if effect[2]])
    return counted | {"paid": moved.aggregate(cents=Sum(signed, default=0))["cents"]}


def place_names(code: str) -> dict[str, str]:
    """The name of a municipality by its code; nothing for a code that is none."""
    return dict(Municipality.objects.filter(code=code).values_list("code", "name"))


def schemes(request: HttpRequest) -> list[tuple[str, str]]:
    """(slug, name) of the schemes of this person's funds."""
    found = Scheme.objects.filter(fund__in=person(request).funds(*FUND_ROLES))
    return list(found.order_by("name").values_list("slug", "name"))


def colleagues(request: HttpRequest, funds: Iterable[str] | None = None) -> list[User]:
    """Who decides today at each of these funds (where this person does too), by name; at any of theirs when none."""
    mine = person(request).funds(Role.FUND_ADMINISTRATOR)
    wanted = mine if funds is None else mine & set(funds)
    held = Membership.objects.filter(role__in=WORKERS, fund__in=wanted).valid_on(timezone.localdate())
    if funds is None:
        return list(User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name"))
    everywhere = held.values("user").annotate(at=Count("fund", distinct=True)).filter(at=len(wanted))
    return list(User.objects.filter(pk__in=everywhere.values("user"), is_active=True).order_by("name"))


def saved_filters(request: HttpRequest) -> list[SavedFilter]:
    """What this person keeps, by name."""
    return list(SavedFilter.objects.filter(user=person(request).user))


def saved_filter(request: HttpRequest, pk: UUID) -> SavedFilter:
    """One of those, or 404."""
    found = SavedFilter.objects.filter(user=person(request).user, pk=pk).first()
    return found or refuse(request, "saved filter", pk)


def chosen(request: HttpRequest, keys: Iterable[str]) -> list[PlanLine]:
    """The chosen lines that this person may see, in the order of their urgency; what is no key of one is left out."""
    wanted = []
    for key in keys:
        try:
            wanted.append(UUID(key))
        except ValueError:
            continue
    seen = lines(person(request), *FUND_ROLES).filter(pk__in=wanted[:MOST_TOGETHER])
    rows = seen.with_row().select_related("budget").prefetch_related("checks", "invitations").most_urgent_first()
    return list(rows)


#: As many letters stand on one page to print.
MOST_LETTERS = 200


def letters(request: HttpRequest, of: list[PlanLine], which: WhichLetters) -> list[Letter]:
    """The letters of each line, in the order of the lines, those of one line as they were written.

    The decision that counts is the last one, whatever was written after it (that an objection came in, a settlement).
    """
    found = Letter.objects.filter(line__in=of).select_related("line__application").order_by("line_id", "-written")
    if which is WhichLetters.DECISION:
        found = found.filter(kind=LetterKind.DECISION)
    if which is not WhichLetters.ALL:
        found = found.distinct("line_id")
    place = {line.pk: number for number, line in enumerate(of)}
    return sorted(found[:MOST_LETTERS], key=lambda letter: (place[letter.line_id], letter.written))


def workload(request: HttpRequest) -> list[dict[str, Any]]:
    """Open work per person at the funds where this person works: "assessor" (key, None: nobody took it up), "name",
    and how many lines are "here" (with the fund), "asked" (wait for the learner), "late" and "soon", with "cents".
    """
    today = timezone.localdate()
    seen = lines(person(request), *FUND_ROLES).filter(state__in=UNDECIDED)
    found = PlanLine.objects.filter(pk__in=seen.values("pk")).values("assessor")
    counted = found.annotate(
        name=F("assessor__name"),
        here=Count("pk", filter=Q(state__in=AT_THE_FUND)),
        asked=Count("pk", filter=Q(state=LineState.AWAITING_APPLICANT)),
        late=Count("pk", filter=term_is(When.LATE, today)),
        soon=Count("pk", filter=term_is(When.SOON, today)),
        sum=Sum("cents"),
    )
    return [{**row} for row in counted.order_by("assessor__name")]


def deputies(request: HttpRequest) -> list[Deputy]:
    """Who stands in for whom at this person's funds, today and later."""
    mine = person(request).funds(*FUND_ROLES)
    found = Deputy.objects.filter(fund__in=mine, period__endswith__gt=timezone.localdate())
    return list(found.select_related("fund", "absent", "deputy", "lent"))


def deputy(request: HttpRequest, pk: UUID) -> Deputy:
    """One that this person named or that stands in for them, also when it is over; or 404."""
    user = person(request).user
    found = Deputy.objects.filter(Q(absent=user) | Q(named_by=user), pk=pk, fund__in=person(request).funds(*FUND_ROLES))
    return found.first() or refuse(request, "deputy", pk)


def roles_held(request: HttpRequest) -> list[tuple[Fund, Role]]:
    """The roles of this person at funds, for which somebody can stand in."""
    held = [one for one in person(request).memberships if one.fund is not None and one.role in FUND_ROLES]
    return [(one.fund, Role(one.role)) for one in held if one.fund]


def staff_of(request: HttpRequest) -> QuerySet[User]:
    """Who has a role today at a fund where this person has one."""
    held = Membership.objects.filter(fund__in=person(request).funds(*FUND_ROLES), role__in=FUND_ROLES)
    found = held.valid_on(timezone.localdate())
    return User.objects.filter(pk__in=found.values("user"), is_active=True).order_by("name")


def similar(request: HttpRequest, line: PlanLine, number: int = 5) -> list[PlanLine]:
    """What was decided before on this scheme: first about the same course, then about courses of its sector, newest."""
    seen = lines(person(request), *FUND_ROLES).filter(
        scheme_version__scheme=line.scheme_version.scheme_id, state__in=DECIDED
    )
    course = line.application.course
    alike = Q(application__course=course)
    if course.sector:
        alike |= Q(application__course__sector=course.sector)
    found = seen.filter(alike).exclude(application=line.application_id)
    order = Case(Then(application__course=course, then=0), default=1)
    last = Max("decisions__at")
    return list(found.with_row().annotate(last=last).order_by(order, "-last")[:number])


def alike(request: HttpRequest, line: PlanLine) -> list[PlanLine]:
    """Other lines at this person's funds that look like this one: of the same learner, or of another account with the
    same name or telephone number; newest first, at most five.
    """
    application = line.application
    same = Q(application__learner=application.learner_id) | Q(
        application__learner_name__iexact=application.learner_name
    )
    if application.learner_phone:
        same |= Q(application__learner_phone=application.learner_phone)
    found = lines(person(request), *FUND_ROLES).filter(same).exclude(application=application)
    return list(found.with_row().order_by("-application__submitted")[:5])


def shares_account(line: PlanLine) -> list[str]:
    """Numbers of other applications at this fund that name the same bank account as this one."""
    marks = Account.objects.filter(application=line.application_id).values("mark")
    others = Account.objects.filter(fund=line.fund_id, mark__in=marks, application__isnull=False)
    found = others.exclude(application=line.application_id).order_by("application__number")
    return list(found.values_list("application__number", flat=True).distinct()[:5])

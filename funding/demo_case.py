"""One case in the demo region, made by the same actions as a real one: somebody applied, got a grant, and began.

So that a visitor of the demo can see a payment from beginning to end. People and account numbers are invented.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone

from courses.models import Course, Session
from funding.applications.actions import begin, describe, plan_digest, submit
from funding.applications.enums import Verdict
from funding.applications.models import Application, PlanLine
from funding.check.assessing import assess_course, known, schemes_on
from funding.decisions.actions import Finding, approve, decide
from funding.demo import ADMINISTRATOR, APPROVER
from funding.payments.accounts import name_account, name_fund_account
from funding.payments.enums import NameCheck, Payee
from funding.settling.actions import see_start
from intake.profile.actions import answer, profile_of_user
from portal.access import Person
from portal.people.models import Membership, User

LEARNER = ("deelnemer@doorleren.example", "Lena de Vries")
COURSE = "Werkvoorbereider"
ANSWERS: dict[str, Any] = {
    "birth_date": "1984-05-17",
    "residence": "GM0106",
    "employment": "employee",
    "work_municipality": "GM0106",
    "benefit": "none",
    "cao": "other",
    "education": "mbo_2",
    "legally_required": False,
    "job_guarantee": False,
    "employer_contribution": 0,
    "enrolled": False,
    "advice_given": False,
}
#: Right by their own digits, and of nobody.
PROVIDER_IBAN, FUND_IBAN = "NL91ABNA0417164300", "NL02RABO0123456789"


@transaction.atomic
def load_begun_course() -> None:
    """Needs the demo's people and courses. Again changes nothing; without a course or money for it there is no case."""
    if User.objects.filter(email=LEARNER[0]).exists():
        return
    course = (
        Course.objects.select_related("provider")
        .prefetch_related("price_lines")
        .filter(title__startswith=COURSE)
        .order_by("title")
        .first()
    )
    if course is None:
        return
    learner = User.objects.create_user(LEARNER[0], name=LEARNER[1], is_demo=True)
    application = _sent(learner, course)
    for line in _lines(application):
        _granted_and_begun(line)


def _sent(learner: User, course: Course) -> Application:
    today = timezone.localdate()
    sessions = Session.objects.still_open(today).filter(course=course)
    session = sessions.select_related("municipality").prefetch_related("price_lines").first()
    profile = profile_of_user(learner)
    for fact, value in ANSWERS.items():
        answer(profile, fact, value, course=course)
    draft = begin(profile, course, session)
    describe(draft, learner.name, "", learner)
    draft = Application.objects.with_everything().select_related("profile").get(pk=draft.pk)
    draft.course = course
    found = assess_course(known(profile.known(course)), course, session, schemes_on(today, learner), today)
    return submit(draft, learner, seen=plan_digest(found, draft.insists), origin="http://localhost")


def _granted_and_begun(line: PlanLine) -> None:
    farid, ingrid = (User.objects.get(email=email) for email in (ADMINISTRATOR[0], APPROVER[0]))
    finding = Finding(Verdict.GRANT, line.cents, "Je voldoet aan alle voorwaarden.")
    if decide(line, finding, farid, line.version) is None:
        line = _line(line)
        approve(line, ingrid, line.version)
    line = _line(line)
    see_start(line, timezone.localdate(), farid)
    name = line.application.course.provider.name
    name_account(line, Payee.PROVIDER, name, PROVIDER_IBAN, NameCheck.MATCH, farid)
    who = Person(farid, tuple(Membership.objects.filter(user=farid)))
    name_fund_account(line.fund, line.fund.name, FUND_IBAN, farid, who)


_PARTS = ("fund", "budget", "scheme_version__scheme", "application__learner", "application__course__provider")


def _line(line: PlanLine) -> PlanLine:
    return PlanLine.objects.select_related(*_PARTS).get(pk=line.pk)


def _lines(application: Application) -> list[PlanLine]:
    found = PlanLine.objects.select_related(*_PARTS).filter(application=application)
    return list(found.exclude(budget=None))

"""An employer's file: beginning one, stating what holds for everybody, adding people, and what they do with it."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from courses.models import Course, Session
from funding.applications.actions import begin
from funding.applications.models import Application
from funding.employers.errors import (
    AlreadyThere,
    CannotAdd,
    FactsFirst,
    MailedOften,
    NotTheirs,
    TooManyFiles,
    TooManyPeople,
)
from funding.employers.links import path_of_file, path_of_person
from funding.employers.models import EmployerFile, EmployerPerson
from funding.parties.actions import REMIND_AFTER, working_days_on
from funding.parties.enums import Party
from funding.parties.models import Invitation
from intake.profile.actions import answer
from intake.profile.enums import Source
from intake.profile.models import Profile
from portal.mail.actions import send_mail
from portal.mail.models import MailMessage
from portal.people.models import User
from portal.record.turns import take_turn

#: Days that a file and its links live. What came of nothing goes with it.
LIVES = timedelta(days=120)
MOST_PEOPLE = 250
#: As many files can begin from one address in a week, and as many mails of employers can reach one address.
MOST_FILES, MOST_MAILS, WEEK = 3, 4, timedelta(days=7)


@transaction.atomic
def open_file(
    course: Course, session: Session | None, *, company: str, contact: str, email: str, origin: str
) -> EmployerFile:
    """Begin a file and mail its link to the address. Raises TooManyFiles.

    The mail has nothing in it that was typed: the address may be somebody else's.
    """
    take_turn("employer files", email)  # one at a time per address, so that each counts the other
    if EmployerFile.objects.filter(email__iexact=email, at__gte=timezone.now() - WEEK).count() >= MOST_FILES:
        raise TooManyFiles
    made = EmployerFile.objects.create(
        course=course,
        session=session,
        company=company,
        contact=contact,
        email=email,
        origin=origin.rstrip("/"),
        expires=timezone.localdate() + LIVES,
    )
    _mail_link(made, "employer_file")
    return made


@transaction.atomic
def renew_link(file: EmployerFile) -> bool:
    """Mail the file a new link; every earlier one opens nothing any more. ``file`` comes with course. False when
    somebody else did it just now."""
    same = EmployerFile.objects.filter(pk=file.pk, link=file.link)
    if not same.update(link=file.link + 1):
        return False
    file.link += 1
    _mail_link(file, "employer_new_link")
    return True


def _mail_link(file: EmployerFile, template: str) -> None:
    course = file.course.title
    send_mail(
        template,
        to=file.email,
        context={"course": course, "origin": file.origin, "path": path_of_file(file), "until": file.expires},
        language="nl",
    )


def give_facts(file: EmployerFile, told: dict[str, Any]) -> None:
    """Keep what holds for everybody; who began already keeps what was stated then."""
    EmployerFile.objects.filter(pk=file.pk).update(facts=told)
    file.facts = told


@transaction.atomic
def add_person(file: EmployerFile, name: str, email: str) -> EmployerPerson:
    """Add somebody and mail them. Raises FactsFirst, AlreadyThere, TooManyPeople, MailedOften."""
    locked = EmployerFile.objects.select_for_update().get(pk=file.pk)
    if locked.facts is None:
        raise FactsFirst
    if locked.people.count() >= MOST_PEOPLE:
        raise TooManyPeople
    try:
        with transaction.atomic():
            person = EmployerPerson.objects.create(
                file=file,
                name=name,
                email=email.lower(),
                remind_on=working_days_on(timezone.localdate(), REMIND_AFTER),
            )
    except IntegrityError as error:
        raise AlreadyThere from error
    # Mails count, not people: who takes somebody off and adds them again mails them again. Other employers' count too.
    take_turn("mails of employers", person.email)
    mailed = MailMessage.objects.filter(kind="employer_asks", to=person.email, created__gte=timezone.now() - WEEK)
    if mailed.count() >= MOST_MAILS:
        raise MailedOften
    _mail(person, file, "employer_asks")
    return person


def add_list(file: EmployerFile, rows: Iterable[tuple[str, str, str, str]]) -> int:
    """Add everybody of a list that can be: rows of (where, name, address, problem or ""). How many were added.

    What became of each row is kept with the file until the next list.
    """
    report, added = [], 0
    for where, name, email, problem in rows:
        if not problem:
            try:
                add_person(file, name, email)
                added += 1
            except CannotAdd as reason:
                problem = reason.message
        report.append({"row": where, "name": name[:120] or email[:120], "problem": problem})
    EmployerFile.objects.filter(pk=file.pk).update(report=report)
    return added


def remove(person: EmployerPerson) -> None:
    """Take somebody off who began nothing yet."""
    EmployerPerson.objects.filter(pk=person.pk, application=None).delete()


def decline(person: EmployerPerson) -> bool:
    """Note that this person does not want it; False when they began already."""
    untouched = EmployerPerson.objects.filter(pk=person.pk, application=None)
    return bool(untouched.update(declined=timezone.now(), remind_on=None))


@transaction.atomic
def take_up(person: EmployerPerson, user: User, profile: Profile) -> Application:
    """The application that this person goes on with: a draft with what the employer stated already in it.

    ``person`` comes with file, course and session. Raises NotTheirs when somebody else went on from this link.
    """
    locked = EmployerPerson.objects.select_for_update(of=("self",)).select_related("application").get(pk=person.pk)
    if locked.application:
        if user.pk != locked.application.learner_id and profile.pk != locked.application.profile_id:
            raise NotTheirs
        return locked.application
    file, told = person.file, person.file.told
    session = file.session
    if session and not Session.objects.still_open(timezone.localdate()).filter(pk=session.pk).exists():
        session = None
    draft = begin(profile, file.course, session)
    if EmployerPerson.objects.filter(application=draft).exists():
        raise NotTheirs
    answers = {"employment": "employee", "cao": told["cao"], "employer_contribution": told["share"]}
    for fact, value in answers.items():
        answer(profile, fact, value, Source.EMPLOYER, course=file.course)
    Application.objects.filter(pk=draft.pk, learner_name="").update(learner_name=user.name or person.name)
    Invitation.objects.open().filter(party=Party.EMPLOYER, application=draft).update(ended=timezone.now())
    Invitation.objects.create(
        party=Party.EMPLOYER,
        application=draft,
        email=file.email,
        invited_by=user,
        expires=file.expires,
        answer=told,
        answered=timezone.now(),
    )
    changes = {"application": draft, "declined": None, "remind_on": None}
    EmployerPerson.objects.filter(pk=person.pk).update(**changes)
    return draft


def remind_all(today: date) -> None:
    """Remind, once, who did nothing yet."""
    waiting = EmployerPerson.objects.filter(remind_on__lte=today, file__expires__gte=today, application=None)
    for person in waiting.select_related("file__course__provider").iterator():
        with transaction.atomic():
            same = EmployerPerson.objects.filter(pk=person.pk, remind_on=person.remind_on)
            if same.update(remind_on=None):
                _mail(person, person.file, "employer_asks")


def forget_old(today: date) -> int:
    """Names and addresses of people who began nothing go when the links no longer work; how many rows that were."""
    old = EmployerPerson.objects.filter(file__expires__lt=today, application=None)
    empty = EmployerFile.objects.filter(expires__lt=today, people=None)
    return old.delete()[0] + empty.delete()[0]


def _mail(person: EmployerPerson, file: EmployerFile, template: str) -> None:
    send_mail(
        template,
        to=person.email,
        context={
            "name": person.name,
            "company": file.company,
            "contact": file.contact,
            "email": file.email,
            "course": file.course.title,
            "provider": file.course.provider.name,
            "origin": file.origin,
            "path": path_of_person(person),
            "until": file.expires,
        },
        language="nl",
    )

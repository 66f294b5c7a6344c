"""Asking a provider: the address is confirmed first, then the question goes out once, with the learner to answer to."""

from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from courses.models import Course, CourseQuestion
from portal.mail.actions import send_mail
from portal.people.models import User

#: The words that are on the screen when somebody agrees (courses.questions.forms).
AGREED_TEXT = "vraag aan opleider 2026-11"
KEPT, KEPT_UNSENT = timedelta(days=30), timedelta(days=7)


@transaction.atomic
def ask(
    course: Course, text: str, *, name: str, email: str, user: User | None, origin: str, language: str
) -> CourseQuestion:
    """Keep a question. Of who is logged in it goes out at once; others get a mail with a link first.

    ``origin`` is scheme and host of the portal, for the links in mails.
    """
    question = CourseQuestion.objects.create(
        course=course, user=user, name=name, email=email, text=text, agreed_text=AGREED_TEXT
    )
    if user is not None:
        send(question, origin)
    else:
        context = {
            # No name: it was typed by somebody who may not be who reads this.
            "course": course.title,
            "provider": course.provider.name,
            "link": origin.rstrip("/") + reverse("courses:question", args=[question.token]),
        }
        send_mail("question_to_confirm", to=email, context=context, language=language)
    return question


@transaction.atomic
def send(question: CourseQuestion, origin: str) -> bool:
    """Mail the question to the provider, once; False when it went out before or there is nobody to ask any more."""
    course = question.course
    if not course.is_listed or not course.asked_at:
        return False
    if not CourseQuestion.objects.filter(pk=question.pk, sent=None).update(sent=Now()):
        return False
    context = {
        "provider": course.provider.name,
        "course": course.title,
        "name": question.name,
        "email": question.email,
        "question": question.text,
        "link": origin.rstrip("/") + course.get_absolute_url(),
    }
    send_mail("course_question", to=course.asked_at, context=context, language="nl", reply_to=question.email)
    return True


def forget_old() -> int:
    """Remove questions of more than a month ago, and of a week ago when nobody confirmed them; returns how many."""
    now = timezone.now()
    old = CourseQuestion.objects.filter(at__lt=now - KEPT) | CourseQuestion.objects.filter(
        sent=None, at__lt=now - KEPT_UNSENT
    )
    return old.delete()[0]

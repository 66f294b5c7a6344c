"""Who may see a question: who has the link of its page."""

from uuid import UUID

from django.http import HttpRequest

from courses.models import CourseQuestion
from portal.access import refuse


def question(request: HttpRequest, token: UUID) -> CourseQuestion:
    """The question with its course and provider, or 404."""
    found = CourseQuestion.objects.select_related("course__provider").filter(token=token).first()
    return found or refuse(request, "question", token)

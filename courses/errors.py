"""What can be wrong with an address of the catalogue."""

from django.http import Http404

from courses.models import Course


class CourseGone(Http404):
    """There was a course at this address: it left its feed, expired, or somebody hid it or its provider."""

    def __init__(self, course: Course) -> None:
        super().__init__("course")
        self.course = course

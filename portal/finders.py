"""Which files of installed packages are collected to be served."""

from collections.abc import Iterable
from typing import Any

from django.contrib.staticfiles.finders import AppDirectoriesFinder

#: Of django-htmx only htmx 2 itself is asked for, and only as it is sent. To compress the rest took two thirds of the
#: time of collecting, at every start. What a later version adds is collected.
NEVER_ASKED_FOR = ("htmax-*", "htmx-4.*", "htmx-2.js", "django_htmx/ext/*")


class FilesOfPackages(AppDirectoriesFinder):
    """All but those that no page asks for."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        return super().list([*(ignore_patterns or ()), *NEVER_ASKED_FOR])

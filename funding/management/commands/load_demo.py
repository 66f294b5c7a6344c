from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from courses.demo import load_courses
from funding.demo import load_administrators, load_pool, load_scheme_announcements
from funding.demo_case import load_begun_course
from intake.demo import load_agenda
from portal.demo import load_announcements, load_brands, load_people


class Command(BaseCommand):
    help = (
        "Load the demo region: brands, people, courses (by the real feed), teams. Safe to run again; demo portals only."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This portal is no demo (DEMO=1): its data is not mixed with invented people.")
        with transaction.atomic():
            load_brands()
            load_people()
            load_announcements()
            load_administrators()
            load_scheme_announcements()
            load_pool()
            load_agenda()
        load_courses()
        load_begun_course()
        self.stdout.write("Demo region loaded.")

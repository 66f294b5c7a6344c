"""Mailing who follows a search what is new in it."""

from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Max
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from courses.models import Course
from courses.saved.models import SavedSearch
from courses.search import query
from courses.search.columns import snapshot
from courses.search.criteria import Criteria
from courses.search.places import place_meant
from courses.shortages.columns import short_of_people
from courses.telling import on_one_line
from portal.brands.hosts import brand_at
from portal.mail.actions import send_mail

#: So many courses stand in one mail; the rest is behind the link.
MOST_TOLD = 10


def look() -> None:
    """Mail who waits for it what is new since they last heard; every day."""
    newest = Course.objects.aggregate(newest=Max("first_seen"))["newest"]
    if newest is None:
        return
    for one in SavedSearch.objects.filter(told__lt=newest).select_related("user").iterator(chunk_size=100):
        with transaction.atomic():
            _look(one, newest)


def _look(one: SavedSearch, newest: datetime) -> None:
    """Up to the newest course that there was when looking began, so that no clock comes into it."""
    today = timezone.localdate()
    criteria = Criteria.of(QueryDict(one.query))
    municipality = place_meant(criteria.place)[0] if criteria.place else None
    columns = snapshot(today)
    found = query.search(
        criteria,
        today,
        criteria.regions or None,
        municipality=municipality.code if municipality else None,
        short=short_of_people(columns, today, criteria.regions or None) if criteria.shortage else None,
        columns=columns,
    ).ranking
    new = Course.objects.listed(today).filter(first_seen__gt=one.told, first_seen__lte=newest)
    fresh = {course.pk: course for course in new.select_related("provider").order_by("-first_seen", "pk")}
    told = [fresh[pk] for pk in found.those_of(list(fresh))]
    # Whoever looks at the same time tells it once: only one of them moves the moment.
    if not SavedSearch.objects.filter(pk=one.pk, told=one.told).update(told=newest) or not told:
        return
    stop_path = reverse("courses:stop_search", args=[one.token])
    with override(one.user.language):
        (said,) = on_one_line([one.query])
    send_mail(
        "new_courses",
        to=one.user.email,
        context={
            "name": one.user.name,
            "search": said,
            "courses": [
                {"title": course.title, "provider": course.provider.name, "path": course.get_absolute_url()}
                for course in told[:MOST_TOLD]
            ],
            "number": len(told),
            "origin": one.origin,
            "path": f"{reverse('courses:catalogue')}?{one.query}",
            "stop": stop_path,
            "brand": brand_at(urlsplit(one.origin).hostname or ""),
        },
        language=one.user.language,
        unsubscribe=f"{one.origin}{stop_path}",
    )

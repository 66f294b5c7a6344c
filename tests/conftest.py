"""What every test shares. Reference data is there; every query refuses to fetch what a page did not ask for."""

import os
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
from django.core.cache import cache
from django.db import connection
from django.db.models import Model, query
from django.db.models.fetch_modes import FETCH_ONE, FETCH_RAISE, FetchMode
from django.template import Context, Template
from django.test import TransactionTestCase
from django.utils import translation
from django.utils.safestring import SafeString
from psycopg import sql

from funding.check.current import read
from portal.memory import keep_what_is_loaded
from portal.regions.loading import load_reference
from tests.chromium import _a_browser_keeps_its_connections, browser_type_launch_args
from tests.complaints import _nobody_complains
from tests.database import django_db_modify_db_settings
from tests.running import first_start, portal, ready_portal
from tests.sharing import pytest_collection_modifyitems, pytest_xdist_make_scheduler

__all__ = [
    "_a_browser_keeps_its_connections",
    "_nobody_complains",
    "browser_type_launch_args",
    "django_db_modify_db_settings",
    "first_start",
    "portal",
    "pytest_collection_modifyitems",
    "pytest_xdist_make_scheduler",
    "ready_portal",
]

#: How long an example takes is about the machine, not about what is tested.
hypothesis.settings.register_profile(
    "no hurry", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow], print_blob=True
)
hypothesis.settings.load_profile("no hurry")


def pytest_xdist_auto_num_workers() -> int:
    """For ``-n auto``: one more process than there are cores, because many tests wait for a browser or a portal."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish() -> None:
    """What all tests share was loaded by now: Python need not look through it again and again for what can go."""
    keep_what_is_loaded()


OURS = {"portal", "courses", "intake", "funding"}


class RaiseForOurs(FetchMode):
    """Django's RAISE for our own records; what allauth does with its own is its own business."""

    __slots__ = ()

    def fetch(self, fetcher: Any, instance: Model) -> None:
        mode = FETCH_RAISE if instance._meta.app_label in OURS else FETCH_ONE
        mode.fetch(fetcher, instance)


@pytest.fixture(autouse=True, scope="session")
def _no_query_per_row() -> None:
    """Touching a relation that was not fetched raises: a page with a query per row fails its test."""
    query.DEFAULT_FETCH_MODE = RaiseForOurs()


@pytest.fixture(autouse=True, scope="session")
def _of_a_page_only_the_whole_is_told(django_test_environment: None) -> Iterator[None]:
    """``answer.context`` is what a page was given. Django copies the context of each part that it includes too: of
    hundreds a page, at which no test looks.
    """
    told = Template._render

    def render(self: Template, context: Context) -> SafeString:
        return told(self, context) if context.template is self else self.nodelist.render(context)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", render)
        yield


@pytest.fixture(autouse=True)
def _everything_begins_in_dutch(settings: Any) -> None:
    """A page in English leaves its thread in English; the next test does not inherit that."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def _rate_limits_start_anew() -> None:
    """Limits are counted in the cache; one test's attempts are not the next one's."""
    cache.clear()


@pytest.fixture(autouse=True)
def _schemes_are_read_anew() -> None:
    """Tests put rows back and take them away behind the triggers that tell of it."""
    read.cache_clear()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: "pytest_django.DjangoDbBlocker") -> Iterator[None]:  # type: ignore[name-defined] # noqa: F821
    with django_db_blocker.unblock():
        load_reference()
    yield
    # While a browser's event loop runs, this thread has a second connection; nobody closes it when the loop has gone.
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


#: What no test makes: it stays, unless a test changed it.
REFERENCE = (
    "portal_region",
    "portal_municipality",
    "portal_postcoderange",
    "portal_area",
    "portal_area_municipalities",
)
#: Marks of changes say nothing by themselves, and every change of reference data leaves one.
KEPT = {*REFERENCE, "django_migrations", "django_content_type", "auth_permission", "funding_schemeschange"}
#: Deleting is quicker than truncating for the few rows of a test, and takes no lock that a late reader waits for.
EMPTY = """
DO $$ DECLARE name text; BEGIN
    SET LOCAL session_replication_role = replica;
    FOREACH name IN ARRAY {names}::text[] LOOP EXECUTE format('DELETE FROM %I', name); END LOOP;
END $$
"""


def _digest(table: str) -> str:
    return f"SELECT md5(coalesce(string_agg(t::text, '' ORDER BY t::text), '')) FROM {table} t"  # noqa: S608


@pytest.fixture(autouse=True, scope="session")
def _tables_can_be_emptied_but_for_reference_data() -> Iterator[None]:
    """A test with real transactions empties all tables after it, also those that refuse it in real life.

    Reference data that a test changed comes back at once: any kind of test may be the next one in this process.
    """
    original = TransactionTestCase._fixture_teardown
    reference: list[Any] = []

    def digests() -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(f"({_digest(table)})" for table in REFERENCE))
            return cursor.fetchall()

    def emptied(self: TransactionTestCase) -> None:
        tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - KEPT
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL(EMPTY).format(names=sql.Literal(sorted(tables))))
        if digests() != reference:
            with connection.cursor() as cursor:
                cursor.execute(sql.SQL(EMPTY).format(names=sql.Literal(list(REFERENCE))))
            load_reference()
            reference[:] = digests()

    TransactionTestCase._fixture_teardown = emptied  # type: ignore[method-assign]
    yield
    TransactionTestCase._fixture_teardown = original  # type: ignore[method-assign]

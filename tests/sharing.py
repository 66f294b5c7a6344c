"""How the processes of a run share the tests: what needs one portal goes to one process, what takes long goes first.

xdist marks groups by changing the names of tests, which pytest 9.2 no longer lets it do (pytest-xdist issue 1386): its
groups fall apart without a word, and every process starts a portal of its own. Here a group is a list of files. The
root conftest brings the hooks.
"""

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

#: Files whose tests share one running portal.
ON_ONE_PORTAL = ("tests/funding/test_kills.py", "tests/portal/test_up.py")
#: What takes longest begins first, so that no process is alone with it in the end. First what waits for others.
LONG_ONES = (
    *ON_ONE_PORTAL,
    "tests/journeys/test_enlarged.py",
    "tests/journeys/",
    "tests/funding/test_killed_between_statements.py",
    "tests/funding/engine/test_scheme_schema.py",
    "tests/funding/test_workflow_walk.py",
    "tests/intake/test_booking_race.py",
    "tests/intake/test_orientation_browser.py",
)


def unit(nodeid: str) -> str:
    """What goes to one process as a whole: all tests of the shared portal, and else one test."""
    return "the shared portal" if nodeid.startswith(ON_ONE_PORTAL) else nodeid


def begins(nodeid: str) -> int:
    """The place of a test in the order in which tests begin."""
    return next((place for place, name in enumerate(LONG_ONES) if nodeid.startswith(name)), len(LONG_ONES))


class Sharing(LoadScopeScheduling):
    """Gives out units in the order in which they were collected."""

    def _split_scope(self, nodeid: str) -> str:
        return unit(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Sharing:
    config.option.loadscopereorder = False
    return Sharing(config, log)


@pytest.hookimpl(trylast=True)  # pytest-django orders them as well
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: begins(item.nodeid))

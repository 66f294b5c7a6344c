"""Whether somebody gets to an address at all: for the tests that hold every address against every role."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from django.template.backends.django import Template
from django.test import Client


@contextmanager
def pages_not_drawn() -> Iterator[None]:
    """Who gets a page was decided before it is drawn, and drawing takes half of the time: the answers are empty.

    Mails and letters are drawn: they are made without a request. What pages look like, the crawl sees.
    """
    draw = Template.render

    def render(self: Template, context: Any = None, request: Any = None) -> Any:
        return "" if request is not None else draw(self, context, request)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "render", render)
        yield


def reaches(client: Client, path: str, data: Mapping[str, Any] | None = None, *, led_back: str = "") -> bool:
    """Whether somebody gets further than the log-in or "does not exist", by GET, or by POST where only that counts.

    Pages of steps whose address holds ``led_back`` send a GET back to the file: there a POST counts too.
    """
    answer = client.get(path)
    leads_back = answer.status_code == 302 and bool(led_back) and led_back in path and "inloggen" not in answer.url
    if answer.status_code == 405 or leads_back:
        answer = client.post(path, data or {})
    if answer.status_code == 302:
        return "/account/" not in answer.url and "/inloggen" not in answer.url and "login" not in answer.url
    assert answer.status_code < 500, path
    closes: Callable[[], None] | None = getattr(answer, "close", None)
    if answer.streaming and closes:
        b"".join(answer.streaming_content)
    return answer.status_code not in {403, 404}


def sends(client: Client, path: str) -> bool:
    """Whether somebody whom a page does not show itself to can send it something all the same."""
    answer = client.post(path)
    assert answer.status_code < 500, path
    if answer.status_code == 302:
        return "/account/" not in answer.url and "/inloggen" not in answer.url and "login" not in answer.url
    return answer.status_code not in {403, 404, 405}

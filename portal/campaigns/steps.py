"""Which pages are a step of the way. Each package names its own, so that imports keep running left."""

from portal.campaigns.enums import Step

_seen: dict[str, Step] = {}
_led_to: dict[tuple[str, str], Step] = {}


def is_step(step: Step, page: str) -> None:
    """Coming to this page (name of its address) is a step; call it from ``AppConfig.ready``."""
    _seen[page] = step


def leads_to(step: Step, page: str, *targets: str) -> None:
    """Sending the form of a page is a step when it leads to one of these pages, and not back to itself."""
    _led_to.update({(page, target): step for target in targets})


def step_seen(page: str) -> Step | None:
    return _seen.get(page)


def step_sent(page: str, target: str) -> Step | None:
    return _led_to.get((page, target))

from typing import NotRequired, TypedDict


class MoneyLine(TypedDict):
    """Who pays what part, as components/money_stack.html shows it: ``kind`` is one of those that it names, ``lang`` the
    language of the label when that is not the page's."""

    label: str
    cents: int
    kind: str
    note: NotRequired[str]
    lang: NotRequired[str]

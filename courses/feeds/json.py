"""Reading JSON of strangers: items of a list one by one, in whatever memory one item takes.

Numbers stay as they were written, so an amount never passes through a float. Nesting is limited, and so is what one
item may hold. A text that is no JSON, or no UTF-8, ends with a plain message.
"""

import json
from collections.abc import Generator, Iterator
from decimal import Decimal
from typing import IO, Any

# Not the quicker one in C: a number of 4,300 digits, which Python refuses to read, takes the whole process with it.
from ijson.backends import python as ijson
from ijson.common import IncompleteJSONError, JSONError

from courses.feeds.records import Unusable
from courses.feeds.sentences import sentence as _

DEEPEST = 40
#: Values inside one item; a course has a few hundred.
MOST_VALUES = 200_000
#: Powers of ten beyond which an amount is none; written out they would fill the memory.
LARGEST_POWER = 30
BOMS = (b"\xef\xbb\xbf",)

type Json = Any
type Events = Iterator[tuple[str, Any]]


class _Plain:
    """The bytes of a file without the mark of UTF-8 at its beginning."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        start = file.read(3)
        self.first = b"" if start in BOMS else start

    def read(self, size: int = -1) -> bytes:
        if self.first and size:
            first, self.first = self.first, b""
            return first
        return self.file.read(size)


def first_sign(file: IO[bytes]) -> str:
    """The first sign of a file that is not white space ("{", "<"); "" when it is empty. Rewinds."""
    start = file.read(4096).removeprefix(BOMS[0]).lstrip()
    file.seek(0)
    return chr(start[0]) if start else ""


def items(file: IO[bytes], *lists: str, rest: dict[str, Json] | None = None) -> Iterator[tuple[str, Json]]:
    """(path, item) of each item of the document's list, or of the first of these lists inside it
    ("items", "data.items").

    A document that is an object without such a list is one item by itself; else what stands beside the list comes in
    ``rest``. Raises Unusable: empty_file, not_json, wrong_encoding, too_deep; what came before a mistake is
    yielded first.
    """
    events = _events(file)
    event, _value = next(events)
    if event == "start_array":
        yield from _each(events, "")
    elif event == "start_map":
        whole: dict[str, Json] = {} if rest is None else rest
        if not (yield from _of_object(events, [name.split(".") for name in lists], "", whole)):
            yield "", whole
    else:
        raise Unusable("not_json", _("Dit is JSON zonder lijst of object."))
    for _rest in events:  # what comes after the list can be broken too
        pass


def _of_object(
    events: Events, lists: list[list[str]], path: str, whole: dict[str, Json]
) -> Generator[tuple[str, Json], None, bool]:
    """The items of a list inside an object, and what else is in it in ``whole``; gives whether there was a list."""
    found = False
    for event, name in events:
        if event == "end_map":
            break
        kind, value = next(events)
        deeper = [steps[1:] for steps in lists if steps[0] == name]
        if kind == "start_array" and [] in deeper and not found:
            found = True
            yield from _each(events, f"{path}{name}")
        elif kind == "start_map" and any(deeper) and not found:
            whole[name] = {}
            found = yield from _of_object(events, [steps for steps in deeper if steps], f"{path}{name}.", whole[name])
        else:
            whole[name] = _value(kind, value, events, 1, [0])
    return found


def _each(events: Events, name: str) -> Iterator[tuple[str, Json]]:
    for number, (event, value) in enumerate(events):
        if event == "end_array":
            return
        yield f"{name}[{number}]", _value(event, value, events, 1, [0])


def _value(event: str, value: Any, events: Events, depth: int, seen: list[int]) -> Json:
    seen[0] += 1
    if depth > DEEPEST or seen[0] > MOST_VALUES:
        raise Unusable("too_deep", _("Een onderdeel van dit bestand is te groot of te diep genest om te lezen."))
    if event == "start_map":
        found: dict[str, Json] = {}
        for kind, name in events:
            if kind == "end_map":
                break
            kind, inner = next(events)
            found[name] = _value(kind, inner, events, depth + 1, seen)
        return found
    if event == "start_array":
        listed: list[Json] = []
        for kind, inner in events:
            if kind == "end_array":
                break
            listed.append(_value(kind, inner, events, depth + 1, seen))
        return listed
    return value


def _events(file: IO[bytes]) -> Events:
    if not first_sign(file):
        raise Unusable("empty_file", _("Het bestand is leeg."))
    try:
        yield from ijson.basic_parse(_Plain(file), use_float=False)
    except UnicodeDecodeError as error:
        raise _wrong_encoding() from error
    except (IncompleteJSONError, JSONError, ValueError, ArithmeticError) as error:
        if "utf" in str(error).lower() or "unicode" in str(error).lower():
            raise _wrong_encoding() from error
        raise Unusable("not_json", _("Het bestand is geen geldige JSON of breekt af.")) from error


def _wrong_encoding() -> Unusable:
    return Unusable("wrong_encoding", _("De tekens kloppen niet: JSON hoort UTF-8 te zijn. Sla het op als UTF-8."))


def loads(text: str) -> Json:
    """One document in memory, such as a script of a page. Raises Unusable (not_json, too_deep)."""
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=lambda _name: None)
    except RecursionError as error:
        raise Unusable("too_deep", _("Dit is te diep genest om te lezen.")) from error
    except (ValueError, ArithmeticError) as error:
        raise Unusable("not_json", _("Dit is geen geldige JSON.")) from error


def words(value: Json) -> str:
    """A text, number or truth as text; "" for null, lists, objects, and numbers beyond all measure."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Decimal):
        return format(value, "f") if value.is_finite() and abs(value.adjusted()) <= LARGEST_POWER else ""
    if isinstance(value, int):
        return str(value)
    return ""


def many(value: Json) -> list[Json]:
    """A list as it is, nothing for null, anything else as a list of one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def inside(value: Json, *path: str) -> Json:
    """What is along a path of names; of a list its first item; None when it is not there."""
    for name in path:
        value = value[0] if isinstance(value, list) and value else value
        value = value.get(name) if isinstance(value, dict) else None
    return value

"""Small values as the standards write them."""

import re
from html import unescape

from courses.enums import DurationUnit
from courses.models import Course

#: ISO 639-1, as feeds and we have it, to the three letters of ISO 639-2; "und" is a language that nobody told.
THREE_LETTERS = {
    "nl": "nld", "en": "eng", "de": "deu", "fr": "fra", "es": "spa", "it": "ita", "pt": "por", "pl": "pol",
    "tr": "tur", "ar": "ara", "uk": "ukr", "ru": "rus", "zh": "zho", "ja": "jpn", "fy": "fry",
}  # fmt: skip
_LETTERS = {DurationUnit.DAY: "D", DurationUnit.WEEK: "W", DurationUnit.MONTH: "M", DurationUnit.YEAR: "Y"}
#: What XML 1.0 cannot say.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def euros(cents: int) -> str:
    """ "1450.00": with a point and two decimals, as every format wants it."""
    return f"{cents // 100}.{cents % 100:02d}"


def duration(course: Course) -> str:
    """From begin to end in ISO 8601: "P12W", "PT4H"; "" when the provider does not tell."""
    if course.duration_amount is None:
        return ""
    unit = DurationUnit(course.duration_unit)
    return f"PT{course.duration_amount}H" if unit == DurationUnit.HOUR else f"P{course.duration_amount}{_LETTERS[unit]}"


def plain(html: str) -> str:
    """Sanitised HTML as text: a block begins a line, nothing else stays of the markup."""
    broken = re.sub(r"</(?:p|li|h[1-6]|ul|ol)>|<br\s*/?>", "\n", html)
    lines = (" ".join(line.split()) for line in unescape(re.sub(r"<[^>]*>", "", broken)).splitlines())
    return "\n".join(line for line in lines if line)


def for_xml(text: str) -> str:
    """Without the characters that XML cannot say."""
    return _NO_XML.sub("", text)

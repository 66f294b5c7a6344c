"""Small values as feeds write them: amounts, whole numbers, days, booleans, durations."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from courses.enums import DurationUnit
from courses.feeds.records import Duration

_AMOUNT = re.compile(r"(?P<sign>[-+]?)(?P<euros>\d{1,12})(?:[.,](?P<cents>\d{1,2}))?")
_DUTCH_DAY = re.compile(r"(?P<day>\d{1,2})[-/. ](?P<month>\d{1,2})[-/. ](?P<year>\d{4})(?:[T ].*)?", re.ASCII)
_SPOKEN_DAY = re.compile(
    r"(?:[a-z]+ )?(?P<day>\d{1,2}) (?P<month>[a-z]{3,9})\.? (?P<year>\d{4})", re.ASCII | re.IGNORECASE
)
_MONTHS = ("jan", "feb", "maa mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_DAY = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})(?:[T ].*)?", re.ASCII)
_ISO_DURATION = re.compile(
    r"P(?:(?P<year>\d{1,4})Y)?(?:(?P<month>\d{1,4})M)?(?:(?P<week>\d{1,4})W)?(?:(?P<day>\d{1,4})D)?"
    r"(?:T(?:(?P<hour>\d{1,4})H)?(?:(?P<minute>\d{1,5})M)?(?:(?P<second>\d{1,6})S)?)?",
    re.ASCII,
)
#: Days outside these years are slips of the keyboard ("0027-01-05", "20227-01-05").
YEARS = range(1990, 2101)
#: No course lasts longer than this many weeks.
LONGEST_WEEKS = 520
MOST_HOURS = 20_000
MOST_SEATS = 100_000
#: No course for adults costs more; more is a slip of the keyboard.
MOST_CENTS = 100_000_00
HIGHEST_VAT = 25

#: People mean 52 weeks by a year, and a quarter of that by three months.
WEEKS_PER_UNIT = {
    DurationUnit.DAY: Fraction(1, 7),
    DurationUnit.WEEK: Fraction(1),
    DurationUnit.MONTH: Fraction(52, 12),
    DurationUnit.YEAR: Fraction(52),
}


def cents(text: str) -> int | None:
    """Cents of an amount in euros as machines write it: "1450", "1450.00", "1450,5", "-12.34"; None when it is none.

    A point before three digits could mean thousands, so "1.450" is no amount.
    """
    match = _AMOUNT.fullmatch(text.strip())
    if match is None or not text.isascii():
        return None
    amount = int(match["euros"]) * 100 + int((match["cents"] or "0").ljust(2, "0"))
    return -amount if match["sign"] == "-" else amount


#: Every price is of one learner; who says so says nothing else.
_PER_PERSON = re.compile(r"\s*(per (persoon|deelnemer|cursist)|p\.? ?p\.?)\s*$", re.IGNORECASE)
_ON_REQUEST = {
    "op aanvraag",
    "op verzoek",
    "in overleg",
    "nader te bepalen",
    "nog niet bekend",
    "n.v.t",
    "nvt",
    "on request",
}


def on_request(text: str) -> bool:
    """Whether words in the place of a price say that there is none to tell."""
    return " ".join(text.lower().split()).strip(" .-") in _ON_REQUEST


def amount_cents(text: str, decimal: str = ".") -> int | None:
    """Cents of an amount as machines or people write it: "1450.00", "€ 1.450,00", "1450,-"; None when it is none.

    ``decimal`` is the sign before the cents where only that decides: with "," the amount "1.450" is 1450 euros, with
    "." it is none, as in ``cents``.
    """
    one = _PER_PERSON.sub("", text.strip())
    bare = re.sub(r"\s|€|euro?", "", one, flags=re.IGNORECASE)
    if whole_euros := re.fullmatch(r"(-?\d{1,3}(?:[.,]\d{3})*|-?\d+)[,.]-+", bare):
        # A dash stands for no cents: any other sign is between thousands.
        bare = whole_euros[1].replace(".", "").replace(",", "")
    dotted = r"-?\d{1,3}(\.\d{3})+"
    if re.fullmatch(rf"{dotted},\d{{2}}", bare) or (decimal == "," and re.fullmatch(dotted, bare)):
        bare = bare.replace(".", "")
    elif re.fullmatch(r"-?\d{1,3}(,\d{3})+\.\d{2}", bare):
        bare = bare.replace(",", "")
    # Databases write 1450.0000 and 1450.000; in 1.450 the sign may be one of thousands, and then it is no amount.
    return cents(re.sub(r"(?<=[.,]\d\d)0{2,}$|(?<=\d{4}[.,]\d\d)0$", "", bare))


def vat_cents(net_cents: int, percent: int) -> int:
    """VAT in cents over an amount without VAT, rounded half up."""
    return int((Decimal(net_cents) * percent / 100).quantize(Decimal(1), ROUND_HALF_UP))


def whole(text: str, most: int) -> int | None:
    """A whole number from 0 up to and including ``most``; None when it is something else."""
    stripped = text.strip()
    if not re.fullmatch(r"\d{1,9}", stripped, re.ASCII):
        return None
    return value if (value := int(stripped)) <= most else None


def day(text: str) -> date | None:
    """A day as "2027-01-18", also when a time follows; None when it is impossible or absent."""
    match = _DAY.fullmatch(text.strip())
    return _in_years(match["day"]) if match is not None else None


def written_day(text: str) -> date | None:
    """A day as machines or, day first, people here write it ("18-1-2027", "maandag 18 januari 2027"); None when it is
    impossible or absent."""
    if match := _SPOKEN_DAY.fullmatch(" ".join(text.split())):
        months = (n for n, names in enumerate(_MONTHS, 1) if match["month"][:3].lower() in names.split())
        return _in_years(f"{match['year']}-{next(months, 0):02}-{match['day']:0>2}")
    match = _DUTCH_DAY.fullmatch(text.strip())
    if match is None:
        return day(text)
    return _in_years(f"{match['year']}-{match['month']:0>2}-{match['day']:0>2}")


def _in_years(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.year in YEARS else None


def yes(text: str) -> bool | None:
    """True for "1" and "true", False for "0" and "false", None for anything else."""
    return {"1": True, "true": True, "0": False, "false": False}.get(text.strip().lower())


def duration(amount: str, unit: str) -> Duration | None:
    """A duration like 10 and "week" or "weeks"; None when it is none, or longer than ten years."""
    count = whole(amount, 10_000)
    name = unit.strip().lower().removesuffix("s")
    if not count or name not in DurationUnit.values:
        return None
    found = Duration(count, DurationUnit(name))
    return found if weeks(found) <= LONGEST_WEEKS else None


def iso_duration(text: str) -> tuple[str, str]:
    """Amount and unit of an ISO 8601 duration in its largest unit: "P10W" is ("10", "week"); ("", "") when it is none.

    What is smaller than the largest unit is left out, except days beside weeks or months: those make it days.
    """
    match = _ISO_DURATION.fullmatch(text.strip().upper())
    if match is None:
        return "", ""
    told = {unit: int(amount) for unit, amount in match.groupdict().items() if amount and int(amount)}
    if set(told) >= {"week", "day"}:
        return str(told["week"] * 7 + told["day"]), "day"
    for unit in ("year", "month", "week", "day", "hour"):
        if unit in told:
            return str(told[unit]), unit
    return "", ""


def weeks(length: Duration) -> int:
    """Weeks from begin to end, rounded up: some hours or five days are one week, 3 months are 13."""
    return 1 if length.unit == DurationUnit.HOUR else ceil(length.amount * WEEKS_PER_UNIT[length.unit])


def mail_address(text: str) -> str:
    """A mail address, "" for anything else."""
    stripped = text.strip()
    try:
        validate_email(stripped)
    except ValidationError:
        return ""
    return stripped if len(stripped) <= 254 else ""


def web_address(text: str) -> str:
    """An http(s) address of at most 500 characters without spaces inside or user name; "" for anything else."""
    stripped = "".join(text.split())
    if len(stripped) > 500 or not re.match(r"https?://[^/?#@\\\s]+([/?#][^\\\s]*)?$", stripped, re.IGNORECASE):
        return ""
    return stripped

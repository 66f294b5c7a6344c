"""The money terms of a scheme: what it pays, up to how much, and beside whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from types import MappingProxyType

from funding.engine.money import Cents, CostKind, percent_of
from funding.engine.vocabulary import MOST_CENTS, VOCABULARY, Kind

#: A higher maximum is a slip of the keyboard: a hundred times the most that one fact can say.
HIGHEST_CAP = 100 * MOST_CENTS


class Tier(IntEnum):
    """The order in which money is used: the first tier pays first, and nothing uses a later tier needlessly."""

    PRIVATE = 0  # employers and sector funds (O&O-fondsen)
    EARMARKED = 1  # public money for one goal or group
    GENERAL = 2  # public money for everybody in an area
    LAST_RESORT = 3  # meant for people outside every other scheme
    LOAN = 4  # the learner pays it back

    @property
    def public(self) -> bool:
        """Public grants; loans and private money are not."""
        return self in (Tier.EARMARKED, Tier.GENERAL, Tier.LAST_RESORT)


class Counts(StrEnum):
    """Which money of other schemes counts as co-financing."""

    PRIVATE = "private"
    PUBLIC = "public"
    EITHER = "either"

    def includes(self, tier: Tier) -> bool:
        """Whether grants of this tier count; a loan never does."""
        if tier is Tier.LOAN:
            return False
        return self is Counts.EITHER or tier.public == (self is Counts.PUBLIC)


@dataclass(frozen=True, slots=True)
class Match:
    """Required co-financing: others pay at least ``percent`` of the whole price (with VAT, rounded up to a cent).

    Grants of other schemes count by ``counts``. With ``own_counts`` the own contribution (before a loan) counts too.
    """

    percent: int
    counts: Counts
    own_counts: bool


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Schemes whose money may not pay for the same course. With ``others`` all schemes except ``schemes``."""

    schemes: frozenset[str] = frozenset()
    others: bool = False

    def hits(self, scheme: str) -> bool:
        """Whether this scheme is excluded."""
        return (scheme in self.schemes) != self.others


@dataclass(frozen=True, slots=True)
class Subsidiarity:
    """Pays only when no other scheme fits. Money of ``besides`` (the employer's own, say) is no scheme in this sense.

    No other scheme fits when, without subsidiary schemes, no lawful combination holds a cent of a grant by another
    scheme; loans never count. Subsidiary schemes do not stand back for each other.
    """

    besides: frozenset[str] = frozenset()


class Rounding(StrEnum):
    """How a percentage becomes an amount: to whole cents, always down; or to whole euros."""

    CENTS_DOWN = "cents_down"
    EUROS_DOWN = "euros_down"
    EUROS_NEAREST = "euros_nearest"  # half a euro goes up
    EUROS_UP = "euros_up"

    def share(self, amount: int, percent: int) -> int:
        """So many percent of an amount in cents, rounded, and never more than the amount itself."""
        if self is Rounding.CENTS_DOWN:
            return percent_of(amount, percent)
        added = {Rounding.EUROS_DOWN: 0, Rounding.EUROS_NEAREST: 5_000, Rounding.EUROS_UP: 9_999}[self]
        return min(amount, (amount * percent + added) // 10_000 * 100)


@dataclass(frozen=True, slots=True)
class FamilyCap:
    """Schemes of one ``family`` give a person together at most ``cents`` a calendar year.

    Where the schemes of a family name different amounts, the lowest holds for all of them.
    """

    family: str
    cents: Cents


@dataclass(frozen=True, slots=True)
class Terms:
    """What one version of a scheme pays for one course.

    Per cost kind at most ``percent`` of that line; together at most ``percent_of_sum`` of the lines it pays for (of
    the price with VAT when ``pays_vat``, else without). A ``fixed_amount`` is paid whatever the course costs, though
    never more than the lines cost. Caps in cents: ``cap_per_course``; ``cap_per_year``, ``cap_per_life`` and
    ``cap_per_employer`` (a calendar year) less what the person or the employer received before; ``family_cap``
    together with other schemes; the value of ``cap_fact``, a fact in cents. Every percentage is rounded by
    ``rounding``. Within a tier the scheme with the lowest ``priority`` pays first.
    """

    tier: Tier
    percent: Mapping[CostKind, int]
    percent_of_sum: int = 100
    fixed_amount: Cents | None = None
    cap_per_course: Cents | None = None
    cap_per_year: Cents | None = None
    cap_per_life: Cents | None = None
    cap_per_employer: Cents | None = None
    family_cap: FamilyCap | None = None
    cap_fact: str = ""
    rounding: Rounding = Rounding.CENTS_DOWN
    priority: int = 0
    pays_vat: bool = True
    excludes: Exclusion = Exclusion()
    match: Match | None = None
    only_if_no_other: Subsidiarity | None = None

    @property
    def speaks_of_others(self) -> bool:
        """Whether these terms can keep another scheme from paying, or stand back for one."""
        return self.only_if_no_other is not None or self.excludes.others or bool(self.excludes.schemes)


class TermsProblem(StrEnum):
    """Why terms were refused; the editor turns this into a sentence in Dutch."""

    NOT_AN_OBJECT = "not_an_object"
    UNKNOWN_KEY = "unknown_key"
    UNKNOWN_TIER = "unknown_tier"
    UNKNOWN_KIND = "unknown_kind"
    NO_PERCENT = "no_percent"
    PERCENT_OUT_OF_RANGE = "percent_out_of_range"
    AMOUNT_OUT_OF_RANGE = "amount_out_of_range"
    NOT_A_MONEY_FACT = "not_a_money_fact"
    NOT_YES_OR_NO = "not_yes_or_no"
    NOT_SCHEMES = "not_schemes"
    WRONG_MATCH = "wrong_match"
    LOAN_NEEDS_NO_TERMS = "loan_needs_no_terms"
    WRONG_FAMILY = "wrong_family"
    UNKNOWN_ROUNDING = "unknown_rounding"
    PRIORITY_OUT_OF_RANGE = "priority_out_of_range"
    FIXED_AMOUNT_IS_NO_SHARE = "fixed_amount_is_no_share"


class TermsError(ValueError):
    """Terms that make no sense. ``field`` names the place ("match/percent"), ``problem`` says what is wrong."""

    def __init__(self, field: str, problem: TermsProblem, value: object = None) -> None:
        super().__init__(f"{field}: {problem.value}{'' if value is None else f': {value!r}'}")
        self.field, self.problem, self.value = field, problem, value


_KEYS = frozenset(
    {
        "tier",
        "percent",
        "percent_of_sum",
        "fixed_amount",
        "cap_per_course",
        "cap_per_year",
        "cap_per_life",
        "cap_per_employer",
        "family_cap",
        "cap_fact",
        "rounding",
        "priority",
        "pays_vat",
        "excludes",
        "match",
        "only_if_no_other",
    }
)


def parse(document: object) -> Terms:
    """Terms from JSON. Raises TermsError that names the field.

        {"tier": "earmarked", "percent": {"tuition": 100}, "percent_of_sum": 50, "cap_per_course": 80000,
         "cap_per_year": 250000, "cap_per_life": 500000, "cap_per_employer": 1000000,
         "family_cap": {"family": "oom", "cents": 100000}, "cap_fact": "employer_contribution", "pays_vat": false,
         "rounding": "euros_up", "priority": 2, "fixed_amount": 12000,
         "excludes": {"schemes": ["slim-scholing"]} or {"all_except": ["werkgeversbijdrage"]},
         "match": {"percent": 50, "counts": "private", "own_counts": true},
         "only_if_no_other": {"besides": ["werkgeversbijdrage"]}}

    Only tier and percent must be there. A fixed amount goes with lines that are paid whole (100 percent).
    """
    fields = _object(document, "terms", _KEYS)
    tier = fields.get("tier")
    if tier not in [one.name.lower() for one in Tier]:
        raise TermsError("tier", TermsProblem.UNKNOWN_TIER, tier)
    terms = Terms(
        tier=Tier[str(tier).upper()],
        percent=_percent_per_kind(fields.get("percent")),
        percent_of_sum=_percent(fields.get("percent_of_sum", 100), "percent_of_sum", least=1),
        fixed_amount=_cap(fields, "fixed_amount"),
        cap_per_course=_cap(fields, "cap_per_course"),
        cap_per_year=_cap(fields, "cap_per_year"),
        cap_per_life=_cap(fields, "cap_per_life"),
        cap_per_employer=_cap(fields, "cap_per_employer"),
        family_cap=_family_cap(fields.get("family_cap")),
        cap_fact=_cap_fact(fields.get("cap_fact", "")),
        rounding=_rounding(fields.get("rounding", Rounding.CENTS_DOWN.value)),
        priority=_priority(fields.get("priority", 0)),
        pays_vat=_yes_no(fields.get("pays_vat", True), "pays_vat"),
        excludes=_exclusion(fields.get("excludes")),
        match=_match(fields.get("match")),
        only_if_no_other=_subsidiarity(fields.get("only_if_no_other")),
    )
    if terms.tier is Tier.LOAN and (terms.match or terms.only_if_no_other):
        raise TermsError("tier", TermsProblem.LOAN_NEEDS_NO_TERMS)
    if terms.fixed_amount is not None and {*terms.percent.values(), terms.percent_of_sum} != {100}:
        raise TermsError("fixed_amount", TermsProblem.FIXED_AMOUNT_IS_NO_SHARE, terms.fixed_amount)
    return terms


def to_document(terms: Terms) -> dict[str, object]:
    """The JSON of terms, without what is at its default: parse gives the same terms back."""
    document: dict[str, object] = {
        "tier": terms.tier.name.lower(),
        "percent": {kind.value: terms.percent[kind] for kind in CostKind if kind in terms.percent},
    }
    if terms.percent_of_sum != 100:
        document["percent_of_sum"] = terms.percent_of_sum
    for name in ("fixed_amount", "cap_per_course", "cap_per_year", "cap_per_life", "cap_per_employer"):
        if getattr(terms, name) is not None:
            document[name] = getattr(terms, name)
    if terms.family_cap is not None:
        document["family_cap"] = {"family": terms.family_cap.family, "cents": terms.family_cap.cents}
    if terms.cap_fact:
        document["cap_fact"] = terms.cap_fact
    if terms.rounding is not Rounding.CENTS_DOWN:
        document["rounding"] = terms.rounding.value
    if terms.priority:
        document["priority"] = terms.priority
    if not terms.pays_vat:
        document["pays_vat"] = False
    if terms.excludes != Exclusion():
        key = "all_except" if terms.excludes.others else "schemes"
        document["excludes"] = {key: sorted(terms.excludes.schemes)}
    if terms.match is not None:
        document["match"] = {
            "percent": terms.match.percent,
            "counts": terms.match.counts.value,
            "own_counts": terms.match.own_counts,
        }
    if terms.only_if_no_other is not None:
        document["only_if_no_other"] = {"besides": sorted(terms.only_if_no_other.besides)}
    return document


def _object(document: object, field: str, keys: frozenset[str]) -> Mapping[str, object]:
    if not isinstance(document, Mapping):
        raise TermsError(field, TermsProblem.NOT_AN_OBJECT, document)
    for key in document:
        if key not in keys:
            raise TermsError(field, TermsProblem.UNKNOWN_KEY, key)
    return document


def _percent(value: object, field: str, least: int) -> int:
    if type(value) is not int or not least <= value <= 100:
        raise TermsError(field, TermsProblem.PERCENT_OUT_OF_RANGE, value)
    return value


def _percent_per_kind(document: object) -> Mapping[CostKind, int]:
    """Whole percentages per cost kind; kinds that are not named are not paid, and one at least is."""
    if not isinstance(document, Mapping) or not document:
        raise TermsError("percent", TermsProblem.NO_PERCENT, document)
    found = {}
    for kind, percent in document.items():
        if kind not in list(CostKind):
            raise TermsError("percent", TermsProblem.UNKNOWN_KIND, kind)
        found[CostKind(kind)] = _percent(percent, f"percent/{kind}", least=1)
    return MappingProxyType({kind: found[kind] for kind in CostKind if kind in found})


def _cap(fields: Mapping[str, object], name: str) -> Cents | None:
    value = fields.get(name)
    if value is None:
        return None
    if type(value) is not int or not 1 <= value <= HIGHEST_CAP:
        raise TermsError(name, TermsProblem.AMOUNT_OUT_OF_RANGE, value)
    return Cents(value)


def _family_cap(document: object) -> FamilyCap | None:
    if document is None:
        return None
    fields = _object(document, "family_cap", frozenset({"family", "cents"}))
    family, cents = fields.get("family"), fields.get("cents")
    if not isinstance(family, str) or not family.strip():
        raise TermsError("family_cap/family", TermsProblem.WRONG_FAMILY, family)
    if type(cents) is not int or not 1 <= cents <= HIGHEST_CAP:
        raise TermsError("family_cap/cents", TermsProblem.AMOUNT_OUT_OF_RANGE, cents)
    return FamilyCap(family, Cents(cents))


def _rounding(value: object) -> Rounding:
    if value not in list(Rounding):
        raise TermsError("rounding", TermsProblem.UNKNOWN_ROUNDING, value)
    return Rounding(str(value))


def _priority(value: object) -> int:
    if type(value) is not int or not 0 <= value <= 9:
        raise TermsError("priority", TermsProblem.PRIORITY_OUT_OF_RANGE, value)
    return value


def _cap_fact(name: object) -> str:
    if not isinstance(name, str) or (name and name not in VOCABULARY):
        raise TermsError("cap_fact", TermsProblem.NOT_A_MONEY_FACT, name)
    if name and VOCABULARY[name].kind is not Kind.CENTS:
        raise TermsError("cap_fact", TermsProblem.NOT_A_MONEY_FACT, name)
    return name


def _yes_no(value: object, field: str) -> bool:
    if not isinstance(value, bool):
        raise TermsError(field, TermsProblem.NOT_YES_OR_NO, value)
    return value


def _schemes(value: object, field: str) -> frozenset[str]:
    if not isinstance(value, list) or not all(isinstance(slug, str) and slug for slug in value):
        raise TermsError(field, TermsProblem.NOT_SCHEMES, value)
    return frozenset(value)


def _exclusion(document: object) -> Exclusion:
    if document is None:
        return Exclusion()
    fields = _object(document, "excludes", frozenset({"schemes", "all_except"}))
    if len(fields) != 1:
        raise TermsError("excludes", TermsProblem.NOT_SCHEMES, sorted(fields))
    key = next(iter(fields))
    return Exclusion(_schemes(fields[key], f"excludes/{key}"), others=key == "all_except")


def _match(document: object) -> Match | None:
    if document is None:
        return None
    fields = _object(document, "match", frozenset({"percent", "counts", "own_counts"}))
    counts = fields.get("counts")
    if counts not in list(Counts):
        raise TermsError("match/counts", TermsProblem.WRONG_MATCH, counts)
    percent = _percent(fields.get("percent"), "match/percent", least=1)
    return Match(percent, Counts(str(counts)), _yes_no(fields.get("own_counts", False), "match/own_counts"))


def _subsidiarity(document: object) -> Subsidiarity | None:
    if document is None:
        return None
    fields = _object(document, "only_if_no_other", frozenset({"besides"}))
    return Subsidiarity(_schemes(fields.get("besides", []), "only_if_no_other/besides"))

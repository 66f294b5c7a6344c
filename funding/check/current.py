"""The schemes of a day as they are for everybody: the versions in force, as the engine reads them, and their areas.

A process reads them once and keeps them. They belong to one version of the schemes (``SchemesChange``): each request
asks the version, and whoever sees another one reads them anew, so all processes answer alike. What differs by person,
or with every reservation, is no part of it: budgets, waiting lists, earlier grants.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from funding.engine import rules, terms
from funding.engine.areas import Areas
from funding.engine.money import Cents
from funding.engine.scheme import SchemeOnDate
from funding.engine.terms import Terms
from funding.engine.tree import Rule
from funding.schemes.areas import areas_of_rules
from funding.schemes.enums import SchemeStatus
from funding.schemes.models import SchemesChange, SchemeVersion
from portal.record.marks import version_of

#: A process keeps those of so many days: today, and some of who looks at another day.
MOST_DAYS = 4


@dataclass(frozen=True, slots=True)
class Current:
    """By the key of a version: the version, with its scheme and fund; the same as a scheme of which nobody had
    anything and whose money nobody looked at; and what the rules of all of them speak of."""

    versions: Mapping[str, SchemeVersion]
    schemes: Mapping[str, SchemeOnDate]
    areas: Areas


def current(day: date) -> Current:
    """One version per scheme, as ``SchemeVersionQuerySet.current`` chooses; nobody may change what it holds.

    One query when this process has them. The version is asked first: what another transaction changes in between is
    then kept under a version that is over, and read anew by the next who asks.
    """
    return read(day, version_of_schemes())


def version_of_schemes() -> str:
    """Which schemes the database has now, as this transaction sees it."""
    return version_of(SchemesChange)


@lru_cache(maxsize=MOST_DAYS)
def read(day: date, version: str) -> Current:
    """Those of a day, read once for each version of the schemes (``version_of_schemes``)."""
    versions = {
        str(version.pk): version
        for version in SchemeVersion.objects.current(day).select_related("scheme__fund").order_by("scheme")
    }
    schemes = {key: scheme_on_date(version) for key, version in versions.items()}
    areas = areas_of_rules((scheme.rule for scheme in schemes.values()), day)
    return Current(MappingProxyType(versions), MappingProxyType(schemes), areas)


@lru_cache(maxsize=1_000)
def _documents(rule: str, money: str) -> tuple[Rule, Terms]:
    """The same documents come with every reading of a version: by what they say, parsed once."""
    return rules.parse(json.loads(rule)), terms.parse(json.loads(money))


def scheme_on_date(
    version: SchemeVersion, left: Cents | None = None, received: int = 0, received_ever: int = 0
) -> SchemeOnDate:
    """A stored version as the engine reads it, with the cents left and what the learner had from it before."""
    rule, money = _documents(json.dumps(version.rule), json.dumps(version.terms))
    return SchemeOnDate(
        slug=version.scheme_id,
        name=version.scheme.name,
        fund=version.scheme.fund_id,
        version=str(version.pk),
        rule=rule,
        terms=money,
        opens=version.period.lower,
        closes=version.period.upper,
        closed=version.status == SchemeStatus.CLOSED,
        closed_reason=version.closed_reason,
        budget_left=left,
        received_this_year=Cents(received),
        received_ever=Cents(received_ever),
    )

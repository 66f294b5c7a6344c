"""What the page of one scheme tells everybody: for whom, how much, which courses, how and when, and its sources."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from courses.enums import Sector
from courses.search.criteria import Criteria
from funding.check.assessing import Standing
from funding.check.naming import Names
from funding.check.rule_words import lines_of, reads_as
from funding.editor.money_words import paid_rows, stacking_rows
from funding.engine.scheme import State
from funding.engine.terms import Terms, Tier
from funding.engine.tree import WITHOUT_CRITERIA, All, OneOf, Rule, facts_of
from funding.engine.vocabulary import TODAY, is_about_course
from funding.scheme_pages.standing import KINDS, state_word
from funding.schemes.models import Scheme, SchemeVersion
from portal.templatetags.portal import day


def scheme_page(version: SchemeVersion, standing: Standing, later: SchemeVersion | None, today: date) -> dict[str, Any]:
    """Context of funding/schemes/scheme.html. ``version`` is that of today, ``later`` what takes over from it."""
    scheme, terms, state = standing.scheme, standing.scheme.terms, standing.scheme.state(today)
    people, course = split(scheme.rule)
    names = Names.of([scheme.rule])
    return {
        "version": version,
        "scheme": version.scheme,
        "state": state.value,
        "state_word": state_word(standing, today),
        "state_kind": KINDS[state],
        "since": scheme.since(today),
        "later": later,
        "people": lines_of(reads_as(people, names)) if people else None,
        "course": lines_of(reads_as(course, names)) if course else None,
        "judged_by_fund": scheme.rule == WITHOUT_CRITERIA,
        "money": paid_rows(terms),
        "is_loan": terms.tier is Tier.LOAN,
        "is_last_resort": terms.tier is Tier.LAST_RESORT,
        "stacking": stacking_rows(terms, _names_of_schemes(terms)),
        "last_day": version.period.upper - timedelta(days=1) if version.period.upper else None,
        "begins": version.period.lower,
        "budget": _budget(standing, state),
        "courses_url": reverse("courses:catalogue") + Criteria().with_sectors(sectors(scheme.rule)).query(),
        "in_sectors": bool(sectors(scheme.rule)),
    }


def split(rule: Rule) -> tuple[Rule | None, Rule | None]:
    """A rule as what is asked of a person and what is asked of a course alone; None where nothing is.

    What speaks of both, or what only a person can judge, stays with the person.
    """
    parts = rule.parts if isinstance(rule, All) else (rule,)
    of_course = tuple(part for part in parts if _is_about_course(part))
    of_person = tuple(part for part in parts if part not in of_course)
    return (All(of_person) if of_person else None), (All(of_course) if of_course else None)


def _is_about_course(rule: Rule) -> bool:
    facts = facts_of(rule) - {TODAY}
    return bool(facts) and all(is_about_course(fact) for fact in facts)


def sectors(rule: Rule) -> tuple[Sector, ...]:
    """The sectors in which a course must be; none when the rule does not say so outright."""
    parts = rule.parts if isinstance(rule, All) else (rule,)
    for part in parts:
        if isinstance(part, OneOf) and part.fact == "course.sector":
            return tuple(sector for sector in Sector if sector.value in part.values)
    return ()


def _names_of_schemes(terms: Terms) -> dict[str, str]:
    besides = terms.only_if_no_other.besides if terms.only_if_no_other else frozenset[str]()
    named = Scheme.objects.filter(slug__in=terms.excludes.schemes | besides)
    return dict(named.values_list("slug", "name"))


def _budget(standing: Standing, state: State) -> dict[str, Any] | None:
    """The money of today, as far as this portal keeps it."""
    budget = standing.budget
    if budget is None or state in {State.CLOSED, State.NOT_YET_OPEN}:
        return None
    upper = budget.period.upper
    return {
        "ceiling": budget.ceiling,
        "left": max(budget.left, 0),
        "queued": standing.queued,
        "until": day(upper - timedelta(days=1), "date") if upper else "",
    }

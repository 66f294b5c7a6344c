"""What the page of one version shows: its parts with what is still missing, and the steps that can be taken."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from funding.budgets.models import Budget
from funding.check.naming import Names
from funding.check.rule_words import Sentence, reads_as
from funding.editor.money_words import money_rows, stacking_rows
from funding.engine.tree import Rule
from funding.schemes.enums import SchemeStatus, Stage
from funding.schemes.links import dead_sources
from funding.schemes.models import Scheme, SchemeExample, SchemeVersion
from funding.schemes.queries import CHECK_HOLDS
from funding.schemes.readiness import Problem, Section, problems_of, read
from portal.templatetags.portal import day

#: Stage -> kind of the component "status".
STAGE_KIND = {Stage.DRAFT: "todo", Stage.CHECKED: "busy", Stage.PUBLISHED: "done"}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a version that has a page of its own: the slug in the address, and its name."""

    section: Section | None
    slug: str
    title: str


def parts() -> tuple[Part, ...]:
    """The parts of a version in the order in which one writes them: every condition names a source."""
    return (
        Part(Section.TEXTS, "teksten", _("Naam en teksten")),
        Part(Section.PERIOD, "periode", _("Wanneer de regeling geldt")),
        Part(Section.SOURCES, "bronnen", _("Bronnen")),
        Part(Section.RULE, "voorwaarden", _("Voor wie: de voorwaarden")),
        Part(Section.MONEY, "geld", _("Wat de regeling betaalt")),
        Part(Section.STACKING, "samen", _("Samen met andere regelingen")),
        Part(None, "documenten", _("Documenten die de deelnemer stuurt")),
        Part(Section.EXAMPLES, "voorbeelden", _("Voorbeelden")),
    )


def part_url(version: SchemeVersion, slug: str) -> str:
    """The address of a part."""
    if slug == "teksten":
        return reverse("funding:scheme_texts", args=[version.scheme_id])
    if slug == "voorwaarden":
        return reverse("funding:rule", args=[version.pk])
    if slug == "voorbeelden":
        return reverse("funding:examples", args=[version.pk])
    return reverse("funding:version_part", args=[version.pk, slug])


def version_page(version: SchemeVersion, user_id: Any) -> dict[str, Any]:
    """Context of funding/editor/version.html."""
    fixed = version.stage == Stage.PUBLISHED
    known = read(version)
    problems = [] if fixed else problems_of(version)
    schemes = dict(Scheme.objects.values_list("slug", "name"))
    return {
        "version": version,
        "scheme": version.scheme,
        "stage_kind": STAGE_KIND[Stage(version.stage)],
        "period": period_words(version),
        "tasks": [] if fixed else _tasks(version, problems),
        "problems": problems,
        "sentence": _sentence(known.rule) if known.rule else None,
        "money": money_rows(known.terms) if known.terms else [],
        "stacking": stacking_rows(known.terms, schemes) if known.terms else [],
        "may_publish": version.stage == Stage.CHECKED and version.checked_by_id != user_id,
        "check_is_old": fixed and check_is_old(version),
        "dead_sources": dead_sources([version]).get(version.pk, []),
        "has_ended": fixed and version.period.upper is not None and version.period.upper <= timezone.localdate(),
        "examples": SchemeExample.objects.filter(version=version).count(),
        "before": before(version),
        "no_budget": not _has_money(version),
    }


def _has_money(version: SchemeVersion) -> bool:
    """Whether there is a budget on the first day on which this version can pay; funds elsewhere have their own."""
    if not version.scheme.fund.decides_here or version.status == SchemeStatus.CLOSED:
        return True
    begins = (version.period.lower if version.period else None) or timezone.localdate()
    day_of = max(begins, timezone.localdate())
    return Budget.objects.on(day_of).filter(scheme=version.scheme_id).exists()


def _sentence(rule: Rule) -> Sentence:
    """A rule as learners read it: in Dutch, whatever language the page is in."""
    with override("nl"):
        return reads_as(rule, Names.of([rule]))


def before(version: SchemeVersion) -> SchemeVersion | None:
    """The published version with which this one is compared: the last one with a lower number."""
    others = SchemeVersion.objects.published().filter(scheme=version.scheme_id, number__lt=version.number)
    return others.order_by("number").last()


def check_is_old(version: SchemeVersion) -> bool:
    """Whether nobody compared a version with its sources for half a year."""
    return version.checked_on is not None and version.checked_on < timezone.localdate() - CHECK_HOLDS


def period_words(version: SchemeVersion) -> str:
    """From when until when a version holds, in words."""
    period = version.period
    if not period or period.lower is None:
        return _("nog geen eerste dag")
    if period.upper is None:
        return _("vanaf %(day)s") % {"day": day(period.lower, "date")}
    last = period.upper - timedelta(days=1)
    return _("van %(first)s tot en met %(last)s") % {"first": day(period.lower, "date"), "last": day(last, "date")}


def _tasks(version: SchemeVersion, problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """The parts as a task list: what is done, what is not, and which comes next."""
    wrong: dict[Section, list[str]] = {}
    for problem in problems:
        wrong.setdefault(problem.section, []).append(problem.text)
    tasks: list[dict[str, Any]] = []
    for part in parts():
        texts = wrong.get(part.section, []) if part.section else []
        hint = texts[0] if texts else ""
        if len(texts) > 1:
            more = ngettext("En nog %(number)s ding.", "En nog %(number)s dingen.", len(texts) - 1)
            hint = f"{hint} {more % {'number': len(texts) - 1}}"
        tasks.append(
            {
                "title": part.title,
                "url": part_url(version, part.slug),
                "hint": hint,
                "status": _("nog doen") if texts else _("in orde"),
                "kind": "todo" if texts else "done",
                "next": bool(texts) and not any(task["next"] for task in tasks),
            }
        )
    return tasks

"""The schemes of the funds that somebody administers, as rows; and the versions of one scheme."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from funding.editor.version_page import STAGE_KIND, check_is_old, period_words
from funding.schemes.enums import SchemeStatus, Stage
from funding.schemes.links import dead_sources
from funding.schemes.models import Scheme, SchemeVersion


@dataclass(frozen=True, slots=True)
class State:
    """How a scheme stands today, for a status: a word and its kind."""

    word: str
    kind: str


def scheme_rows(schemes: Sequence[Scheme], today: date, user_id: Any) -> list[dict[str, Any]]:
    """A row for each scheme; one query for all their versions."""
    versions: dict[str, list[SchemeVersion]] = {}
    for version in SchemeVersion.objects.filter(scheme__in=schemes).order_by("number"):
        versions.setdefault(version.scheme_id, []).append(version)
    in_force = [version for found in versions.values() for version in found if _is_valid(version, today)]
    gone = dead_sources(in_force)
    dead = {version.scheme_id for version in in_force if version.pk in gone}
    return [
        _row(scheme, versions.get(scheme.pk, []), today, user_id) | {"source_is_gone": scheme.pk in dead}
        for scheme in schemes
    ]


def _is_valid(version: SchemeVersion, today: date) -> bool:
    return version.stage == Stage.PUBLISHED and today in version.period


def _row(scheme: Scheme, versions: Sequence[SchemeVersion], today: date, user_id: Any) -> dict[str, Any]:
    published = [version for version in versions if version.stage == Stage.PUBLISHED]
    valid = next((version for version in published if today in version.period), None)
    draft = next((version for version in versions if version.stage != Stage.PUBLISHED), None)
    return {
        "scheme": scheme,
        "url": reverse("funding:scheme", args=[scheme.pk]),
        "state": state_of(published, today),
        "version": valid,
        "period": period_words(valid) if valid else "",
        "draft": draft,
        "yours": draft is not None and draft.stage == Stage.CHECKED and draft.checked_by_id != user_id,
        "check_is_old": valid is not None and check_is_old(valid),
    }


def state_of(published: Sequence[SchemeVersion], today: date) -> State:
    """Open, closed, still to come, ended, or never published."""
    valid = next((version for version in published if today in version.period), None)
    if valid:
        is_open = valid.status == SchemeStatus.OPEN
        return State(_("open"), "done") if is_open else State(_("gesloten"), "blocked")
    if any(version.period.lower > today for version in published):
        return State(_("begint later"), "new")
    return State(_("afgelopen"), "blocked") if published else State(_("nog niet gepubliceerd"), "todo")


def version_rows(versions: Iterable[SchemeVersion]) -> list[dict[str, Any]]:
    """The versions of one scheme, the newest on top."""
    return [
        {
            "version": version,
            "url": reverse("funding:version", args=[version.pk]),
            "period": period_words(version),
            "kind": STAGE_KIND[Stage(version.stage)],
        }
        for version in versions
    ]

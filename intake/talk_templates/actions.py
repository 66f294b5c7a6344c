"""Keeping the templates of a team."""

from django.db import transaction

from intake.agenda.models import Team
from intake.talk_templates.models import TalkTemplate
from portal.people.models import User
from portal.record.audit import record

MOST = 20


class EnoughTemplates(Exception):
    """As many as somebody can choose from."""


class NameTaken(Exception):
    """The team has another template of this name."""


@transaction.atomic
def keep(team: Team, before: TalkTemplate | None, title: str, kind: int | None, text: str, *, by: User) -> TalkTemplate:
    """Add a template, or change one. Raises NameTaken, EnoughTemplates."""
    Team.objects.select_for_update(of=("self",)).get(pk=team.pk)
    others = TalkTemplate.objects.filter(team=team)
    if before:
        others = others.exclude(pk=before.pk)
    if others.filter(title=title).exists():
        raise NameTaken
    if before is None and others.count() >= MOST:
        raise EnoughTemplates
    kept = before or TalkTemplate(team=team)
    kept.title, kept.kind_id, kept.text = title, kind, text
    kept.save()
    record(by, "keep_talk_template", kept, chain=team.region_id, title=title)
    return kept


@transaction.atomic
def drop(template: TalkTemplate, team: Team, *, by: User) -> None:
    """Take a template away; notes that were begun with it stay."""
    record(by, "drop_talk_template", template, chain=team.region_id, title=template.title)
    template.delete()

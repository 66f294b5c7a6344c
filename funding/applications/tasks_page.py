"""The learner's task list of an application: what is done, what is left, and what cannot be done yet and why."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.models import Session
from funding.applications.models import Application
from funding.check import arranging
from funding.check.asking import Check
from funding.parties.enums import Party
from portal.templatetags.portal import day


@dataclass(frozen=True, slots=True)
class Task:
    """A row of the component "task_list"."""

    title: str
    url: str
    status: str
    kind: str
    hint: str = ""
    next: bool = False


def tasks_page(draft: Application, check: Check, *, session_lost: bool) -> dict[str, Any]:
    """Context for templates/funding/tasks.html."""
    tasks = [_details(draft), _start(draft, check, session_lost), _situation(draft, check), _plan(draft, check)]
    tasks += [*_employer(draft, check), _documents(draft, check)]
    left = [task for task in tasks if task.kind in {"todo", "blocked"}]
    tasks.append(_send(draft, bool(left)))
    first = next((task for task in tasks if task.kind == "todo"), None)
    return {
        "draft": draft,
        "tasks": [_row(task, task is first) for task in tasks],
        "done": sum(task.kind == "done" for task in tasks[:-1]),
        "total": len(tasks) - 1,
        "warnings": _warnings(check, check.session),
        "back_url": reverse("portal:route"),
    }


def _row(task: Task, is_next: bool) -> dict[str, Any]:
    return {"title": task.title, "url": task.url, "status": task.status, "kind": task.kind} | {
        "hint": task.hint,
        "next": is_next,
    }


def _details(draft: Application) -> Task:
    url = reverse("funding:details", args=[draft.pk])
    if draft.learner_name:
        return Task(_("Vertel wie je bent"), url, _("Klaar"), "done", draft.learner_name)
    return Task(_("Vertel wie je bent"), url, _("Nog te doen"), "todo")


def _start(draft: Application, check: Check, session_lost: bool) -> Task:
    url = reverse("funding:begin", args=[draft.course_id])
    if session_lost:
        return Task(_("Kies wanneer je begint"), url, _("Nog te doen"), "todo", _("Deze startdatum kan niet meer."))
    hint = day(check.session.starts) if check.session else _("In overleg met de opleider")
    return Task(_("Kies wanneer je begint"), url, _("Klaar"), "done", hint)


def _situation(draft: Application, check: Check) -> Task:
    title = _("Vertel over je situatie")
    if check.assessment is None:
        return Task(title, "", _("Kan nog niet"), "blocked", _("De opleider noemt geen prijs."))
    question = check.assessment.next_question
    if question:
        url = check.url("question", question, naar=str(draft.pk))
        return Task(title, url, _("Bezig") if check.told else _("Nog te doen"), "todo")
    return Task(title, reverse("funding:check_answers", args=[draft.pk]), _("Klaar"), "done")


def _plan(draft: Application, check: Check) -> Task:
    title = _("Kijk wie wat betaalt")
    if check.assessment is None or check.assessment.next_question:
        return Task(title, "", _("Kan nog niet"), "blocked", _("Vertel eerst over je situatie."))
    own = arranging.own_words(check.assessment, check.schemes)
    return Task(title, reverse("funding:plan", args=[draft.pk]), _("Klaar"), "done", own)


def _employer(draft: Application, check: Check) -> list[Task]:
    """Only for who has an employer."""
    if check.stored.get("employment") != "employee":
        return []
    title, url = _("Laat je werkgever bevestigen"), reverse("funding:employer", args=[draft.pk])
    asked = [one for one in draft.invitations.all() if one.party == Party.EMPLOYER and not one.ended]
    if any(one.answered for one in asked):
        return [Task(title, url, _("Klaar"), "done")]
    if asked:
        return [Task(title, url, _("Bij je werkgever"), "busy", _("We herinneren je werkgever eraan."))]
    hint = _("Niet verplicht. Zonder antwoord van je werkgever vraagt het fonds er misschien later om.")
    return [Task(title, url, _("Mag, hoeft niet"), "plain", hint)]


def _documents(draft: Application, check: Check) -> Task:
    number = draft.documents.count()
    url = reverse("funding:documents", args=[draft.pk])
    title = _("Voeg bewijzen toe")
    if number:
        return Task(title, url, _("Klaar"), "done", _("%(number)s toegevoegd") % {"number": number})
    hint = _("Niet verplicht. Zonder bewijs vraagt het fonds er later om, en staat de termijn zolang stil.")
    wanted = _wanted(check)
    if wanted:
        hint = _("Voor dit geld is nodig: %(documents)s.") % {"documents": ", ".join(wanted)} + f" {hint}"
    return Task(title, url, _("Mag, hoeft niet"), "plain", hint)


def _wanted(check: Check) -> list[str]:
    """The documents that the schemes of the plan ask for, each once."""
    if check.assessment is None:
        return []
    versions = [check.schemes.versions[row.scheme.version] for row in check.assessment.rows if row.cents]
    return list(dict.fromkeys(str(one["title"]) for version in versions for one in version.documents))


def _send(draft: Application, left: bool) -> Task:
    title = _("Kijk alles na en verstuur")
    if left:
        return Task(title, "", _("Kan nog niet"), "blocked", _("Doe eerst wat hierboven nog te doen is."))
    return Task(title, reverse("funding:check_answers", args=[draft.pk]), _("Nog te doen"), "todo")


def _warnings(check: Check, session: Session | None) -> list[str]:
    """What time brings: a course that begins before a decision must be there."""
    if check.assessment is None or session is None:
        return []
    before = arranging.apply_before(check.assessment, check.schemes, session)
    if before is None:
        return []
    late = arranging.decided_late(check.assessment, check.schemes, session)
    if late:
        text = _(
            "Het fonds heeft tot %(until)s om te beslissen. De cursus begint daarvoor, op %(start)s. "
            "Begin niet voordat er een besluit is."
        )
        return [text % {"until": day(late, "date"), "start": day(session.starts, "date")}]
    return [_("Vraag aan voor %(day)s, dan is er op tijd een besluit.") % {"day": day(before, "date")}]

"""What the pages behind a signed link show, and what was answered there, in words."""

from typing import Any

from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from funding.applications.models import Application
from funding.parties.enums import Advice, Party, Seat, Shown
from funding.parties.forms import AnswerForm, AttendanceForm, EmployerForm, OpinionForm, OutcomeForm, ProviderForm
from funding.parties.models import Invitation
from intake.profile.questions import QUESTIONS
from portal.templatetags.portal import day, euros


def form_for(invitation: Invitation, data: QueryDict | None) -> AnswerForm:
    """The questions for this party; a provider finds what is known filled in."""
    match Party(invitation.party):
        case Party.EMPLOYER:
            return EmployerForm(data)
        case Party.PROVIDER:
            snapshot = invitation.application.course_snapshot or {}
            known = {"starts": snapshot.get("starts"), "price": snapshot.get("total_cents")}
            return ProviderForm(data, initial=known)
        case Party.ATTENDANCE:
            return AttendanceForm(data)
        case Party.FUND:
            return OutcomeForm(data, asked=invitation.line.cents if invitation.line else 0)
        case Party.OPINION:
            return OpinionForm(data)


def invited_page(invitation: Invitation, form: AnswerForm | None) -> dict[str, Any]:
    """Context for templates/funding/invited.html: no more of the learner than this party needs."""
    application = invitation.application
    snapshot = application.course_snapshot or {}
    return {
        "invitation": invitation,
        "form": form,
        "learner_name": application.learner_name,
        "number": application.number,
        "course": snapshot.get("title") or application.course.title,
        "provider": snapshot.get("provider") or application.course.provider.name,
        "starts": parse_date(snapshot["starts"]) if snapshot.get("starts") else None,
        "total": snapshot.get("total_cents"),
        "scheme": invitation.line.scheme_name if invitation.line else "",
        "asked": invitation.line.cents if invitation.line else None,
        "rows": answer_rows(invitation),
        "opinion": _opinion(invitation) if invitation.party == Party.OPINION else None,
    }


def _opinion(invitation: Invitation) -> dict[str, Any]:
    """The question, and the parts of the file that may be seen: answers and conditions as they were sent."""
    from funding.decisions.file import criteria_of, facts_of

    asked, line = invitation.asked or {}, invitation.line
    calculation = invitation.application.calculated
    shown = set(asked.get("shown", ()))
    # Without the day of birth, which says with a municipality nearly who somebody is.
    values = {name: value for name, value in calculation["facts"]["values"].items() if name != "birth_date"}
    facts = facts_of(values) if Shown.SITUATION in shown else []
    return {
        "question": asked.get("question", ""),
        "course": Shown.COURSE in shown,
        "facts": [{"question": fact.label, "answer": fact.value} for fact in facts],
        "criteria": criteria_of(line) if line and Shown.CONDITIONS in shown else [],
    }


def answer_rows(invitation: Invitation) -> list[dict[str, str]]:
    """What was answered, for the component "answers"."""
    told = invitation.told
    if not told:
        return []
    rows: list[tuple[str, Any]]
    match Party(invitation.party):
        case Party.EMPLOYER:
            if told["employs"] == "no":
                return [
                    {"question": _("Werkt daar"), "answer": _("nee")},
                    {"question": _("Ingevuld door"), "answer": told["answered_by"]},
                ]
            rows = [
                (_("Werkt daar"), _("ja")),
                (_("Bedrijf"), told["company"]),
                (_("Cao"), QUESTIONS["cao"].choices.get(told["cao"], told["cao"])),
                (_("Betaalt mee"), euros(told["share"])),
                (_("De-minimissteun in drie jaar"), euros(told["de_minimis"]) if told.get("de_minimis") else ""),
                (_("Voltijdbanen"), str(told["fte"]) if told.get("fte") is not None else ""),
                (_("Erkend leerbedrijf"), {"yes": _("ja"), "no": _("nee")}.get(told.get("recognised") or "", "")),
            ]
        case Party.PROVIDER:
            starts = parse_date(told["starts"]) if told.get("starts") else None
            rows = [
                (_("Plek"), Seat(told["seat"]).label),
                (_("Start"), day(starts, "date") if starts else ""),
                (_("Prijs"), euros(told["price"])),
                (_("Opmerking"), told.get("note", "")),
            ]
        case Party.ATTENDANCE:
            parts = {"finished": _("ja, tot het einde"), "partly": _("ja, maar niet helemaal"), "no": _("nee")}
            rows = [
                (_("Meegedaan"), parts[told["took_part"]]),
                (_("Deel van de lessen"), f"{told['percent']} %"),
                (_("Opmerking"), told.get("note", "")),
            ]
        case Party.FUND:
            granted = told["outcome"] == "granted"
            rows = [
                (_("Besluit"), _("Toegekend") if granted else _("Afgewezen")),
                (_("Bedrag"), euros(told["amount"]) if granted else ""),
                (_("Kenmerk of uitleg"), told.get("note", "")),
            ]
        case Party.OPINION:
            rows = [(_("Advies"), Advice(told["advice"]).label), (_("Uitleg"), told["note"])]
    rows.append((_("Ingevuld door"), told.get("answered_by", "")))
    return [{"question": label, "answer": str(value)} for label, value in rows if value]


def statements(application: Application, *parties: Party) -> list[dict[str, Any]]:
    """Who was asked and what they said, oldest first, without those whose address was replaced."""
    found = [one for one in application.invitations.all() if one.party in parties and not one.ended]
    return [{"invitation": one, "party": one.get_party_display(), "rows": answer_rows(one)} for one in found]

"""What the pages behind a signed link show, and what was answered there, in words."""

from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from funding.applications.models import Application
from funding.applications.told import criteria_of, facts_of
from funding.parties.cancelling import CancellationRules
from funding.parties.enums import Advice, Party, Seat, Shown
from funding.parties.forms import AnswerForm, AttendanceForm, EmployerForm, OpinionForm, ProviderForm, ToldOutcomeForm
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
            return ToldOutcomeForm(data, asked=invitation.line.cents if invitation.line else 0)
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
                (_("Afzeggen"), cancellation_text(told, starts)),
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


def cancellation_text(told: dict[str, Any], starts: date | None) -> str:
    """A provider's rules for cancelling, in a sentence; "" when it told none."""
    rules = CancellationRules.of(told)
    if rules is None or starts is None:
        return ""
    until = day(rules.free_until(starts), "date")
    if not rules.percent:
        return _("Afzeggen kost niets.")
    return _("Gratis tot en met %(until)s. Daarna vraagt de opleider %(percent)s %% van de prijs: %(cents)s.") % {
        "until": until,
        "percent": rules.percent,
        "cents": euros(rules.cents(told["price"], starts, starts)),
    }


def cancelling_on(application: Application, on: date) -> int:
    """What the provider may ask (cents) when the learner cancels on this day; 0 when nothing is known."""
    found = 0
    for one in application.invitations.all():
        if one.party != Party.PROVIDER or one.ended or not one.answered or not one.told.get("starts"):
            continue
        starts, rules = parse_date(one.told["starts"]), CancellationRules.of(one.told)
        if rules and starts:
            found = max(found, rules.cents(one.told["price"], starts, on))
    return found


def proposal_page(invitation: Invitation) -> dict[str, Any]:
    """Context for templates/funding/proposal.html: what was asked beside what the provider proposes."""
    told, snapshot = invitation.told, invitation.application.course_as_sent
    starts = parse_date(told["starts"]) if told.get("starts") else None
    return {
        "course": snapshot | {"starts": parse_date(snapshot["starts"]) if snapshot.get("starts") else None},
        "starts": starts,
        "price": told["price"],
        "note": told.get("note", ""),
        "cancelling": cancellation_text(told, starts),
        "answer": getattr(invitation, "learner_answer", None),
    }


def agreements(application: Application) -> tuple[list[dict[str, Any]], str]:
    """What providers propose and the learner has not answered yet, and the rules for cancelling, for their page."""
    proposals, cancelling = [], ""
    for one in application.invitations.all():
        if one.party != Party.PROVIDER or one.ended or not one.answered:
            continue
        starts = parse_date(one.told["starts"]) if one.told.get("starts") else None
        cancelling = cancellation_text(one.told, starts) or cancelling
        if one.told["seat"] == Seat.PROPOSE and getattr(one, "learner_answer", None) is None:
            proposals.append({"pk": one.pk, "starts": starts, "price": one.told["price"], "note": one.told.get("note")})
    return proposals, cancelling


def statements(application: Application, *parties: Party) -> list[dict[str, Any]]:
    """Who was asked and what they said, oldest first, without those whose address was replaced."""
    found = [one for one in application.invitations.all() if one.party in parties and not one.ended]
    return [{"invitation": one, "party": one.get_party_display(), "rows": answer_rows(one)} for one in found]

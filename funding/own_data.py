"""What funding holds of a person; what of it may go, and what the law keeps."""

import io
from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from funding.applications.drafts import discard
from funding.applications.enums import ApplicationState, LineState
from funding.applications.models import Application, PlanLine
from funding.applications.states import UNDECIDED
from funding.completing.models import CompletionRequest
from funding.documents.actions import content
from funding.documents.enums import DocumentState
from funding.documents.models import Document
from funding.doubts.models import Doubt
from funding.forwarding.models import Forwarding
from funding.letters.models import Letter
from funding.messages.models import Message
from funding.objections.enums import ObjectionState
from funding.objections.models import Objection
from funding.payments.enums import Payee, PaymentState
from funding.payments.models import Account, Payment
from funding.surveys.models import Survey
from funding.wishes.models import SchemeWish, Wish
from portal.own_data.holding import Sheet
from portal.people.models import User

#: While a line stands in one of these, somebody has yet to decide, to pay, or to see evidence.
GOES_ON = UNDECIDED | {LineState.GRANTED, LineState.PARTLY_GRANTED, LineState.PAYING, LineState.PAID}


def sheets(user: User) -> Iterable[Sheet]:
    """Applications with what was decided, letters, proofs, messages, objections and wishes. Money in cents."""
    mine = Application.objects.filter(Q(learner=user) | Q(profile__user=user)).order_by("created")
    columns = {"number": _("Nummer"), "course": _("Opleiding"), "state": _("Stand"), "submitted": _("Verstuurd")}
    columns |= {"own_cents": _("Eigen bijdrage in centen"), "name": _("Je naam"), "phone": _("Telefoonnummer")}
    rows = [
        {
            "number": one.number,
            "course": one.course.title,
            "state": one.get_state_display(),
            "submitted": one.submitted,
            "own_cents": one.own_cents,
            "name": one.learner_name,
            "phone": one.learner_phone,
            "calculation": one.calculation,
        }
        for one in mine.select_related("course")
    ]
    yield Sheet("applications", _("Aanvragen"), columns, rows)
    yield _lines(user)
    yield _payments(user)
    accounts = Account.objects.filter(application__learner=user, payee=Payee.LEARNER)
    columns = {"name": _("Naam"), "iban": _("Rekeningnummer (IBAN)"), "entered": _("Op")}
    rows = [{"name": one.name, "iban": one.iban, "entered": one.entered} for one in accounts]
    yield Sheet("accounts", _("Je rekening bij fondsen"), columns, rows)
    yield _letters(user)
    yield _documents(user)
    columns = {"number": _("Aanvraag"), "from": _("Van"), "text": _("Bericht"), "at": _("Op")}
    messages = Message.objects.filter(line__application__learner=user).select_related("line__application", "line__fund")
    rows = [
        {
            "number": one.line.application.number,
            "from": _("jij") if one.from_learner else one.line.fund.name,
            "text": one.text,
            "at": one.at,
        }
        for one in messages
    ]
    yield Sheet("messages_with_funds", _("Berichten met fondsen"), columns, rows)
    asked = CompletionRequest.objects.filter(line__application__learner=user).select_related("line__fund")
    columns = {"fund": _("Fonds"), "question": _("Vraag"), "answer": _("Antwoord"), "until": _("Uiterlijk")}
    rows = [
        {"fund": one.line.fund.name, "question": one.question, "answer": one.answer, "until": one.until}
        for one in asked
    ]
    yield Sheet("completion_requests", _("Vragen van fondsen"), columns, rows)
    yield _forwardings(user)
    objections = Objection.objects.filter(decision__line__application__learner=user)
    columns = {"text": _("Bezwaar"), "received": _("Ontvangen"), "state": _("Stand")}
    rows = [{"text": o.text, "received": o.received, "state": o.get_state_display()} for o in objections]
    yield Sheet("objections", _("Bezwaren"), columns, rows)
    wishes = Wish.objects.filter(user=user).select_related("course")
    columns = {"course": _("Opleiding"), "own_cents": _("Eigen bijdrage in centen"), "at": _("Sinds")}
    rows = [{"course": one.course.title, "own_cents": one.own_cents, "at": one.at} for one in wishes]
    yield Sheet("wishes", _("Waarvan je wilt horen"), columns, rows)
    waits_for = SchemeWish.objects.filter(user=user).select_related("scheme")
    columns = {"scheme": _("Regeling"), "at": _("Sinds")}
    rows = [{"scheme": one.scheme.name, "at": one.at} for one in waits_for]
    yield Sheet("scheme_wishes", _("Regelingen waarvan je wilt horen"), columns, rows)
    surveys = Survey.objects.filter(application__learner=user).select_related("application")
    columns = {"number": _("Aanvraag"), "outcome": _("Is het gelukt?"), "help": _("Wil hulp"), "at": _("Op")}
    rows = [
        {"number": s.application.number, "outcome": s.get_outcome_display(), "help": s.wants_help, "at": s.answered}
        for s in surveys
    ]
    yield Sheet("surveys", _("Hoe het ging na je opleiding"), columns, rows)
    doubts = Doubt.objects.filter(email=user.email).select_related("scheme")
    columns = {"scheme": _("Regeling"), "text": _("Je bericht"), "answer": _("Antwoord"), "at": _("Op")}
    rows = [{"scheme": d.scheme.name, "text": d.text, "answer": d.answer, "at": d.at} for d in doubts]
    yield Sheet("doubts", _("Wat volgens jou niet klopte"), columns, rows)


def erase(user: User) -> None:
    """Drafts, wishes and messages about schemes go, and the phone number of what was sent."""
    for draft in Application.objects.filter(state=ApplicationState.DRAFT, profile__user=user):
        discard(draft)
    Wish.objects.filter(user=user).delete()
    SchemeWish.objects.filter(user=user).delete()
    doubts = Doubt.objects.filter(Q(email=user.email) | Q(consent__user=user))
    doubts.update(email="", facts=None, consent=None)
    if not what_runs(user):
        Application.objects.filter(learner=user).update(learner_phone="")


def used(moment: datetime) -> Q:
    """Who sent an application, which stays as long as the law says; and who has a draft, which goes in its own time."""
    sent = Application.objects.sent().filter(learner=OuterRef("pk"))
    drafts = Application.objects.filter(profile__user=OuterRef("pk"), state=ApplicationState.DRAFT)
    return Q(Exists(sent)) | Q(Exists(drafts))


def came(user: User) -> Iterable[tuple[datetime, str]]:
    """Where they sent applications, and asked to hear of money."""
    sent = Application.objects.sent().filter(learner=user).exclude(origin="")
    yield from ((at, origin) for at, origin in sent.values_list("submitted", "origin") if at)
    yield from Wish.objects.filter(user=user).values_list("at", "origin")
    yield from SchemeWish.objects.filter(user=user).values_list("at", "origin")


def what_runs(user: User) -> list[str]:
    """An application or an objection that goes on needs somebody to write to."""
    open_ = ~Q(state__in=[ObjectionState.DECIDED, ObjectionState.WITHDRAWN])
    objected = Objection.objects.filter(open_).values("decision__line")
    lines = PlanLine.objects.filter(Q(state__in=GOES_ON) | Q(pk__in=objected), application__learner=user)
    numbers = sorted(set(lines.values_list("application__number", flat=True)))
    words = _(
        "Je aanvraag %(number)s loopt nog. Daarom blijft je account. Trek hem eerst in, of wacht tot hij klaar is."
    )
    return [words % {"number": number} for number in numbers]


def what_stays(user: User) -> list[str]:
    """What was decided on public or private money is kept as long as the law says (Archiefwet, Awb)."""
    if not Application.objects.sent().filter(learner=user).exists():
        return []
    return [
        _("aanvragen die je verstuurde, met je naam, antwoorden, bewijzen en brieven: fondsen moeten die bewaren"),
        _("wat er betaald is: de boekhouding van een fonds verandert nooit"),
    ]


def _lines(user: User) -> Sheet:
    columns = {"number": _("Aanvraag"), "scheme": _("Regeling"), "fund": _("Fonds"), "state": _("Stand")}
    columns |= {"cents": _("Gevraagd in centen"), "granted_cents": _("Toegekend in centen"), "reasons": _("Redenen")}
    lines = PlanLine.objects.filter(application__learner=user).select_related("application", "fund")
    rows = [
        {
            "number": one.application.number,
            "scheme": one.scheme_name,
            "fund": one.fund.name,
            "state": one.get_state_display(),
            "cents": one.cents,
            "granted_cents": one.granted_cents,
            "reasons": [decision.reasons for decision in one.decisions.all()],
        }
        for one in lines.prefetch_related("decisions").order_by("application__submitted", "position")
    ]
    return Sheet("plan_lines", _("Wat je aan fondsen vroeg"), columns, rows)


def _forwardings(user: User) -> Sheet:
    """Which funds wanted another fund to decide; what the funds wrote to each other about it is theirs."""
    columns = {"number": _("Aanvraag"), "from": _("Van"), "to": _("Naar"), "reason": _("Waarom")}
    columns |= {"state": _("Stand"), "proposed": _("Voorgesteld op"), "answered": _("Antwoord op")}
    found = Forwarding.objects.filter(line__application__learner=user)
    rows = [
        {
            "number": one.line.application.number,
            "from": one.from_fund.name,
            "to": one.to_fund.name,
            "reason": one.reason,
            "state": one.get_state_display(),
            "proposed": one.proposed,
            "answered": one.answered,
        }
        for one in found.select_related("line__application", "from_fund", "to_fund").order_by("proposed")
    ]
    return Sheet("forwardings", _("Doorsturen naar een ander fonds"), columns, rows)


def _payments(user: User) -> Sheet:
    """What was paid for this person."""
    columns = {"number": _("Aanvraag"), "payee": _("Aan wie"), "cents": _("Bedrag in centen")}
    columns |= {"state": _("Stand"), "booked_on": _("Op")}
    found = Payment.objects.filter(line__application__learner=user).exclude(state=PaymentState.DROPPED)
    rows = [
        {
            "number": one.line.application.number,
            "payee": one.account.get_payee_display(),
            "cents": one.cents,
            "state": one.get_state_display(),
            "booked_on": one.booked_on,
        }
        for one in found.select_related("account", "line__application").order_by("pk")
    ]
    return Sheet("payments", _("Betalingen"), columns, rows)


def _letters(user: User) -> Sheet:
    columns = {"subject": _("Onderwerp"), "written": _("Geschreven op"), "file": _("Bestand")}
    letters = list(Letter.objects.filter(line__application__learner=user).order_by("written"))
    names = {one.pk: f"brieven/{one.written:%Y-%m-%d}-{one.pk}.html" for one in letters}
    rows = [{"subject": one.subject, "written": one.written, "file": names[one.pk]} for one in letters]
    files = {names[one.pk]: partial(io.BytesIO, _page(one)) for one in letters}
    return Sheet("letters", _("Brieven"), columns, rows, files)


def _page(letter: Letter) -> bytes:
    return f'<!doctype html><html lang="nl"><meta charset="utf-8"><body>{letter.html}</body></html>'.encode()


def _documents(user: User) -> Sheet:
    columns = {"name": _("Naam"), "kind": _("Soort"), "added": _("Toegevoegd op"), "file": _("Bestand")}
    mine = Document.objects.filter(Q(application__learner=user) | Q(application__profile__user=user))
    found = list(mine.filter(state=DocumentState.READY).order_by("added"))
    names = {one.pk: f"bewijzen/{one.pk}-{one.name}" for one in found}
    rows = [
        {"name": one.name, "kind": one.get_kind_display(), "added": one.added, "file": names[one.pk]} for one in found
    ]
    return Sheet("documents", _("Bewijzen"), columns, rows, {names[one.pk]: partial(content, one) for one in found})

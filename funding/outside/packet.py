"""The packet for a fund outside the portal: the fields to copy, and the same as a PDF."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from funding.applications.models import PlanLine
from funding.applications.told import facts_of
from funding.check.words import part_rows
from funding.parties.enums import Party
from funding.parties.page import answer_rows
from portal.printing.setting import pdf_of
from portal.templatetags.portal import day, euros


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the other fund's form: what it asks, and the text to copy."""

    label: str
    value: str
    #: The language of the label when it is not the page's: a provider's own words.
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Fields that belong together, in the order of most forms: who, employer, course, costs, what is asked."""

    title: str
    fields: list[Field]


def parts_of(line: PlanLine) -> list[Part]:
    """Everything that the other fund asks and this portal knows; a line comes with its application and invitations."""
    application = line.application
    course = application.course_as_sent
    starts = date.fromisoformat(course["starts"]) if course["starts"] else None
    told = [Field(fact.label, fact.value) for fact in facts_of(application.calculated["facts"]["values"])]
    employer = [
        Field(row["question"], row["answer"])
        for one in application.invitations.all()
        if one.party == Party.EMPLOYER and not one.ended
        for row in answer_rows(one)
    ]
    found = [
        Part(
            _("Deelnemer"),
            [
                Field(_("Naam"), application.learner_name),
                Field(_("E-mail"), application.learner.email if application.learner else ""),
                Field(_("Telefoon"), application.learner_phone),
                *told,
            ],
        ),
        Part(_("Werkgever"), employer),
        Part(
            _("Opleiding"),
            [
                Field(_("Opleiding"), course["title"]),
                Field(_("Opleider"), course["provider"]),
                Field(_("KvK-nummer van de opleider"), course["kvk"]),
                Field(_("Startdatum"), day(starts, "date") if starts else _("in overleg")),
                Field(_("Plaats"), course["place"]),
            ],
        ),
        Part(
            _("Kosten"),
            [
                *(Field(one["label"] or one["kind"], euros(one["net"] + one["vat"]), "nl") for one in course["lines"]),
                Field(_("Samen"), euros(course["total_cents"])),
            ],
        ),
        Part(
            _("Wat je vraagt"),
            [
                Field(_("Regeling"), line.scheme_name),
                *(Field(kind, euros(cents)) for kind, cents in part_rows(line.parts)),
                Field(_("Gevraagd bedrag"), euros(line.cents)),
                Field(_("Nummer in dit portaal"), application.number),
            ],
        ),
    ]
    known = [Part(part.title, [one for one in part.fields if one.value]) for part in found]
    return [part for part in known if part.fields]


def packet_pdf(line: PlanLine) -> bytes:
    """The packet as a tagged PDF (PDF/UA-1), in Dutch, as it is today."""
    with override("nl"):
        told: dict[str, Any] = {
            "title": f"Aanvraag {line.application.number} bij {line.fund.name}",
            "fund": line.fund.name,
            "made": day(timezone.localdate(), "date"),
            "example": line.scheme_version.is_example,
            "parts": [
                {"title": part.title, "fields": [{"label": f.label, "value": f.value} for f in part.fields]}
                for part in parts_of(line)
            ],
        }
    return pdf_of("funding.outside", "packet.typ", told)

"""Made-up content for the page that shows every component (templates/portal/style.html) and for its tests."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.urls import reverse

from portal.pages.fields import HintedChoiceField

DAY = date(2026, 11, 24)


class SampleForm(forms.Form):
    """Every kind of control, once."""

    name = forms.CharField(
        label="Hoe heet je?",
        help_text="Je voornaam en je achternaam.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    postcode = forms.CharField(
        label="Wat is je postcode?",
        help_text="Bijvoorbeeld 9712 AB. Spaties mogen.",
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "size": "8"}),
    )
    email = forms.EmailField(
        label="E-mailadres", widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"})
    )
    phone = forms.CharField(
        label="Telefoonnummer",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "type": "tel", "size": "12"}),
    )
    region = forms.ChoiceField(label="Regio", choices=[("", "Kies een regio"), ("g", "Groningen"), ("d", "Drenthe")])
    work = HintedChoiceField(
        label="Heb je nu werk?",
        help_text="Kies wat het beste past.",
        hints={"employed": "Ook als je een oproepcontract hebt of via een uitzendbureau werkt."},
        choices=[
            ("employed", "Ja, bij een werkgever"),
            ("self", "Ja, als zelfstandige"),
            ("none", "Nee, nu niet"),
            ("unknown", "Weet ik niet"),
        ],
        widget=forms.RadioSelect,
    )
    topics = forms.MultipleChoiceField(
        label="Waar wil je het over hebben?",
        required=False,
        choices=[("work", "Ander werk"), ("money", "Wat het kost"), ("time", "Tijd naast mijn werk")],
        widget=forms.CheckboxSelectMultiple,
    )
    story = forms.CharField(
        label="Wil je nog iets vertellen?", required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    proof = forms.FileField(label="Bewijs van inschrijving", required=False, help_text="PDF of foto, tot 10 MB.")
    consent = forms.BooleanField(label="Ik wil dat de adviseur mijn antwoorden ziet.")


class SampleQuestion(forms.Form):
    """One question, as templates/components/question_page.html shows it."""

    work = forms.ChoiceField(
        label="Heb je nu werk?",
        help_text="Kies wat het beste past.",
        choices=[("employed", "Ja, bij een werkgever"), ("none", "Nee, nu niet"), ("unknown", "Weet ik niet")],
        widget=forms.RadioSelect,
    )


def question_sample() -> dict[str, Any]:
    """Context for templates/portal/style_question.html."""
    return {
        "form": SampleQuestion(),
        "why": "Sommige fondsen zijn er alleen voor mensen met een baan.",
        "questions_left": 2,
        "back_url": reverse("portal:style"),
        "later_url": "#inhoud",
    }


LONG_TEXT = (
    "Je betaalt alleen wat hier staat. We leggen elk woord uit dat je misschien niet kent, en we vragen niets twee "
    "keer. Wat je invult, blijft bewaard, ook als je stopt en later verdergaat op een ander apparaat."
)


def unusual() -> dict[str, Any]:
    """What components look like with nothing in them, with more than one expects, and in English."""
    return {
        "long_text": LONG_TEXT,
        "nothing": [],
        "unanswered": [{"question": "Hoeveel uur werk je per week?", "answer": "Niet ingevuld", "url": "#formulier"}],
        "long_steps": [
            {
                "title": "Aanvraag bij de arbeidsongeschiktheidsverzekeringsmaatschappij",
                "state": "done",
                "text": LONG_TEXT,
            },
            {"title": "Er ontbreekt een bewijs", "state": "problem", "when": "Voor 3 december 2026", "text": LONG_TEXT},
        ],
        "english_answers": [{"question": "Where do you live?", "answer": "Groningen", "lang": "nl"}],
        "tabs": [
            {"id": "tab-learner", "label": "Deelnemer"},
            {"id": "tab-rules", "label": "Voorwaarden", "count": 12},
            {"id": "tab-plan", "label": "Verantwoording en betaling"},
        ],
    }


def samples(page: int = 1) -> dict[str, Any]:
    """Context for templates/portal/style.html; ``page`` is the page of the long list that is shown."""
    morning = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
    return unusual() | {
        "form": SampleForm(prefix="leeg"),
        "wrong_form": SampleForm({"fout-postcode": "12", "fout-email": "anna@", "fout-work": "x"}, prefix="fout"),
        "pages": Paginator(range(1, 241), 10).get_page(page),
        "money": {
            "total": 240_000,
            "own": 20_000,
            "lines": [
                {"label": "Gemeente Groningen", "cents": 100_000, "kind": "fund", "note": "Regionaal fonds, voorbeeld"},
                {"label": "O&O-fonds metaal", "cents": 70_000, "kind": "fund", "note": ""},
                {"label": "Je werkgever", "cents": 40_000, "kind": "employer", "note": ""},
                {"label": "Lening: Levenlanglerenkrediet", "cents": 10_000, "kind": "loan", "note": "Betaal je terug"},
                {"label": "Jijzelf", "cents": 20_000, "kind": "own", "note": ""},
            ],
        },
        "free": {
            "total": 89_500,
            "own": 0,
            "lines": [
                {"label": "Het Noorden Leert Door", "cents": 89_500, "kind": "fund", "note": ""},
                {"label": "Jijzelf", "cents": 0, "kind": "own", "note": ""},
            ],
        },
        "announcements": [
            {"kind": "warning", "text": "Maandag is de website van 7.00 tot 9.00 uur dicht.", "link": ""},
            {"kind": "info", "text": "Dit fonds gaat maandag open. Je kunt alles nu al klaarzetten.", "link": "#geld"},
        ],
        "facts": [
            {"icon": "calendar", "label": "Start", "value": "1 december 2026"},
            {"icon": "clock", "label": "Duur", "value": "10 weken, één avond per week"},
            {"icon": "map-pin", "label": "Plaats", "value": "Groningen"},
            {"icon": "award", "label": "Je krijgt", "value": "mbo-certificaat"},
        ],
        "card_facts": [{"icon": "map-pin", "text": "Groningen"}, {"icon": "clock", "text": "10 weken, 's avonds"}],
        "card_tags": ["Techniek", "mbo 2"],
        "options": [
            {"value": "zorg", "label": "Zorg en welzijn", "counted": "12", "checked": True},
            {
                "value": "techniek",
                "label": "Techniek, installatie en energietransitie",
                "counted": "9",
                "checked": False,
            },
            {"value": "ict", "label": "ICT", "counted": "0", "checked": False},
        ],
        "answers": [
            {"question": "Waar woon je?", "answer": "Groningen", "url": "#formulier", "about": "je woonplaats"},
            {"question": "Heb je nu werk?", "answer": "Ja, bij een werkgever", "url": "#formulier", "about": "je werk"},
            {"question": "Hoeveel uur werk je per week?", "answer": "28 uur"},
        ],
        "tasks": [
            {"title": "Vul je gegevens in", "url": "#formulier", "status": "Klaar", "kind": "done"},
            {
                "title": "Stuur het bewijs van inschrijving",
                "url": "#bestanden",
                "hint": "Voor donderdag 3 december 2026. Een foto is goed.",
                "status": "Nog te doen",
                "kind": "todo",
                "next": True,
            },
            {"title": "Vraag je werkgever om mee te betalen", "url": "#geld", "status": "Bezig", "kind": "busy"},
            {
                "title": "Verstuur de aanvraag",
                "hint": "Dit kan als de andere stappen klaar zijn.",
                "status": "Kan nog niet",
                "kind": "blocked",
            },
            {"title": "Verbeter je rekeningnummer", "url": "#fouten", "status": "Probleem", "kind": "problem"},
        ],
        "steps": [
            {"title": "Aanvraag verstuurd", "when": date(2026, 11, 3), "state": "done", "text": ""},
            {
                "title": "De gemeente bekijkt je aanvraag",
                "when": "Je hoort het voor 1 december 2026",
                "state": "now",
                "text": "Je hoeft nu niets te doen.",
            },
            {"title": "Besluit", "when": "", "state": "next", "text": ""},
            {"title": "De opleiding begint", "when": date(2026, 12, 14), "state": "next", "text": ""},
        ],
        "columns": [
            {"label": "Fonds", "numeric": False},
            {"label": "Beslist op", "numeric": False},
            {"label": "Bedrag", "numeric": True},
        ],
        "rows": [
            [{"text": "Gemeente Groningen", "url": "#geld"}, "12 november 2026", "€ 1.000"],
            ["O&O-fonds metaal", "nog niet", "€ 700"],
        ],
        "footer": ["Samen", "", "€ 1.700"],
        "days": [
            {"date": DAY + timedelta(days=n), "url": "#", "count": count, "current": n == 1}
            for n, count in enumerate([3, 1, 0, 5, 0, 0, 8])
        ],
        "parts": [
            {
                "label": "Ochtend",
                "slots": [
                    {"start": morning + timedelta(minutes=45 * n), "url": "#", "about": "bij Sanne van der Berg"}
                    for n in range(4)
                ],
            },
            {"label": "Middag", "slots": [{"start": morning + timedelta(hours=6), "name": "slot", "value": "6"}]},
        ],
        "queue": [
            {
                "key": "1",
                "title": "DL-2K7F-M4QX",
                "subtitle": "Anna de Vries",
                "url": "#",
                "what": "Basiscursus laspraktijk MIG/MAG",
                "cents": 100_000,
                "received": morning - timedelta(days=52),
                "starts": DAY + timedelta(days=2),
                "starts_text": "begint over 2 dagen",
                "starts_kind": "todo",
                "term": DAY + timedelta(days=4),
                "term_text": "nog 4 dagen",
                "term_kind": "problem",
                "status": "In behandeling",
                "kind": "busy",
                "assessor": "Samira Bakker",
                "who": "Bram",
            },
            {
                "key": "2",
                "title": "DL-9T3B-WPLC",
                "subtitle": "Mehmet Yılmaz",
                "url": "#",
                "what": "Helpende zorg en welzijn",
                "cents": 89_500,
                "received": morning - timedelta(days=3),
                "term": DAY + timedelta(days=53),
                "term_text": "nog 53 dagen",
                "status": "Nieuw",
                "kind": "new",
                "who": "",
            },
        ],
    }

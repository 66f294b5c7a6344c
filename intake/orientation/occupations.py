"""Occupations with their directions, as we judge them ourselves.

The letters, values and skills are our own judgement, written for this portal (November 2026): they come from no
published list and were not measured. Sectors are those of the catalogue, so that shortages and courses can be found.
A portal that loads O*NET's file has those scores in their place (``intake.orientation.onet``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from courses.enums import Sector
from intake.orientation.items import Direction, Text


@dataclass(frozen=True, slots=True)
class Occupation:
    """Work that one can learn. ``directions``: the main one first, at most three.

    ``scores``: from 1 to 7 for each direction, where they were loaded (``intake.orientation.onet``).
    """

    key: str
    name: Text
    directions: tuple[Direction, ...]
    sector: Sector
    values: frozenset[str]
    skills: frozenset[str]
    scores: Mapping[Direction, float] | None = None


def _occupation(key: str, name: Text, letters: str, sector: Sector, values: str, skills: str) -> Occupation:
    return Occupation(
        key, name, tuple(map(Direction, letters)), sector, frozenset(values.split()), frozenset(skills.split())
    )


OCCUPATIONS: Sequence[Occupation] = (
    _occupation("bricklayer", _("Metselaar"), "RCI", Sector.CONSTRUCTION, "outside moving result", "handy precise"),
    _occupation(
        "carpenter", _("Timmerman"), "RAC", Sector.CONSTRUCTION, "outside moving result", "handy precise counting"
    ),
    _occupation("painter", _("Schilder"), "RAC", Sector.CONSTRUCTION, "result moving alone", "handy precise"),
    _occupation("roadworker", _("Wegenbouwer"), "RCE", Sector.CONSTRUCTION, "outside moving together", "handy driving"),
    _occupation("roofer", _("Dakdekker"), "RCE", Sector.CONSTRUCTION, "outside moving result", "handy"),
    _occupation(
        "workplanner",
        _("Werkvoorbereider in de bouw"),
        "CRE",
        Sector.CONSTRUCTION,
        "regular together learning",
        "counting organising computer precise",
    ),
    _occupation(
        "solar", _("Monteur zonnepanelen"), "RIC", Sector.INSTALLATION, "outside moving result useful", "handy calm"
    ),
    _occupation(
        "heatpump", _("Monteur warmtepompen"), "RIC", Sector.INSTALLATION, "result learning moving", "handy precise"
    ),
    _occupation("electrician", _("Elektricien"), "RIC", Sector.INSTALLATION, "result moving learning", "handy precise"),
    _occupation("plumber", _("Loodgieter"), "RIC", Sector.INSTALLATION, "result moving freedom", "handy calm"),
    _occupation("welder", _("Lasser"), "RCI", Sector.METAL, "result alone", "handy precise"),
    _occupation(
        "machinist", _("Draaier en frezer"), "RIC", Sector.METAL, "result alone regular", "precise counting computer"
    ),
    _occupation("fitter", _("Constructiewerker"), "RCI", Sector.METAL, "result moving together", "handy precise"),
    _occupation(
        "mechanic", _("Monteur van machines"), "RIC", Sector.TECHNOLOGY, "result learning moving", "handy calm"
    ),
    _occupation("carmechanic", _("Automonteur"), "RIC", Sector.TECHNOLOGY, "result regular", "handy driving"),
    _occupation(
        "bikemechanic", _("Fietsenmaker"), "RCE", Sector.TECHNOLOGY, "result freedom together", "handy explaining"
    ),
    _occupation("operator", _("Operator in een fabriek"), "RCI", Sector.TECHNOLOGY, "regular together", "precise calm"),
    _occupation(
        "processtech", _("Procestechnicus"), "IRC", Sector.TECHNOLOGY, "learning together", "precise counting computer"
    ),
    _occupation(
        "labworker", _("Laborant"), "IRC", Sector.TECHNOLOGY, "alone regular learning", "precise counting computer"
    ),
    _occupation(
        "watertech",
        _("Medewerker waterzuivering"),
        "IRC",
        Sector.TECHNOLOGY,
        "useful outside learning",
        "precise computer",
    ),
    _occupation("quality", _("Kwaliteitscontroleur"), "ICR", Sector.TECHNOLOGY, "regular alone", "precise counting"),
    _occupation("truck", _("Vrachtwagenchauffeur"), "RCE", Sector.TRANSPORT, "freedom alone", "driving calm"),
    _occupation("bus", _("Buschauffeur"), "RSC", Sector.TRANSPORT, "together useful", "driving calm listening"),
    _occupation(
        "crane", _("Kraanmachinist"), "RCI", Sector.CONSTRUCTION, "outside alone result", "driving precise calm"
    ),
    _occupation(
        "warehouse", _("Medewerker magazijn"), "CRE", Sector.LOGISTICS, "moving regular together", "precise counting"
    ),
    _occupation("forklift", _("Heftruckchauffeur"), "RCE", Sector.LOGISTICS, "moving regular alone", "driving precise"),
    _occupation(
        "transportplanner",
        _("Planner transport"),
        "CEI",
        Sector.LOGISTICS,
        "together learning",
        "computer organising calm counting",
    ),
    _occupation("gardener", _("Hovenier"), "RAC", Sector.GREEN, "outside moving result freedom", "handy driving"),
    _occupation("grower", _("Medewerker in de kas"), "RCI", Sector.GREEN, "moving regular", "handy precise"),
    _occupation("animals", _("Dierverzorger"), "RSI", Sector.GREEN, "outside useful moving", "calm handy"),
    _occupation("forester", _("Medewerker natuurbeheer"), "RIS", Sector.GREEN, "outside useful alone", "handy driving"),
    _occupation(
        "helpdesk",
        _("Medewerker ICT-helpdesk"),
        "ISC",
        Sector.ICT,
        "together useful learning",
        "computer explaining listening calm",
    ),
    _occupation("tester", _("Softwaretester"), "ICR", Sector.ICT, "alone learning regular", "computer precise"),
    _occupation(
        "programmer", _("Programmeur"), "ICA", Sector.ICT, "alone learning freedom", "computer counting precise"
    ),
    _occupation("dataworker", _("Data-analist"), "ICE", Sector.ICT, "alone learning", "computer counting precise"),
    _occupation("network", _("Netwerkbeheerder"), "IRC", Sector.ICT, "alone learning", "computer handy calm"),
    _occupation("webdesigner", _("Webdesigner"), "AIE", Sector.ICT, "freedom alone result learning", "computer"),
    _occupation("designer", _("Grafisch vormgever"), "AEC", Sector.OTHER, "freedom result alone", "computer precise"),
    _occupation("photographer", _("Fotograaf"), "AER", Sector.OTHER, "freedom result outside", "organising listening"),
    _occupation(
        "editor", _("Tekstschrijver"), "AIE", Sector.BUSINESS, "freedom alone learning", "computer languages precise"
    ),
    _occupation("stylist", _("Etaleur en stylist"), "AER", Sector.BUSINESS, "result moving freedom", "handy"),
    _occupation("florist", _("Bloemist"), "ARE", Sector.GREEN, "result together freedom", "handy explaining"),
    _occupation(
        "furniture", _("Meubelmaker"), "RAC", Sector.CONSTRUCTION, "result alone freedom", "handy precise counting"
    ),
    _occupation("baker", _("Bakker"), "RAE", Sector.HOSPITALITY, "result moving", "handy precise calm"),
    _occupation("cook", _("Kok"), "RAE", Sector.HOSPITALITY, "result moving together", "handy calm organising"),
    _occupation("hairdresser", _("Kapper"), "AES", Sector.OTHER, "together result freedom", "listening handy"),
    _occupation("carer", _("Verzorgende"), "SRC", Sector.CARE, "together useful moving", "listening calm languages"),
    _occupation(
        "nurse", _("Verpleegkundige"), "SIR", Sector.CARE, "together useful learning", "listening calm precise"
    ),
    _occupation(
        "homehelp", _("Hulp bij het huishouden"), "SRC", Sector.CARE, "useful freedom moving", "listening calm"
    ),
    _occupation(
        "disabilitycare",
        _("Begeleider in de gehandicaptenzorg"),
        "SAE",
        Sector.CARE,
        "together useful freedom",
        "listening calm explaining",
    ),
    _occupation(
        "socialworker",
        _("Sociaal werker"),
        "SEI",
        Sector.CARE,
        "together useful freedom",
        "listening languages organising",
    ),
    _occupation(
        "childcare",
        _("Pedagogisch medewerker"),
        "SAE",
        Sector.CHILDCARE,
        "together useful moving",
        "listening calm explaining",
    ),
    _occupation(
        "classassistant",
        _("Onderwijsassistent"),
        "SAC",
        Sector.EDUCATION,
        "together useful regular",
        "explaining listening calm",
    ),
    _occupation(
        "teacher",
        _("Leraar"),
        "SAE",
        Sector.EDUCATION,
        "together useful learning freedom",
        "explaining listening organising",
    ),
    _occupation(
        "drivinginstructor", _("Rijinstructeur"), "SER", Sector.TRANSPORT, "together freedom", "driving explaining calm"
    ),
    _occupation(
        "jobcoach",
        _("Jobcoach"),
        "SEC",
        Sector.BUSINESS,
        "together useful freedom",
        "listening explaining organising languages",
    ),
    _occupation(
        "shopworker",
        _("Verkoper in een winkel"),
        "ECS",
        Sector.BUSINESS,
        "together moving",
        "listening explaining calm counting",
    ),
    _occupation(
        "teamleader", _("Teamleider"), "ESC", Sector.BUSINESS, "together learning freedom", "organising calm explaining"
    ),
    _occupation(
        "hostmanager",
        _("Leidinggevende in de horeca"),
        "ESA",
        Sector.HOSPITALITY,
        "together moving freedom",
        "organising calm languages",
    ),
    _occupation(
        "eventplanner",
        _("Organisator van evenementen"),
        "EAC",
        Sector.BUSINESS,
        "together freedom result",
        "organising calm languages",
    ),
    _occupation(
        "salesrep",
        _("Accountmanager"),
        "ESC",
        Sector.BUSINESS,
        "together freedom learning",
        "explaining listening driving languages",
    ),
    _occupation(
        "entrepreneur",
        _("Zelfstandig ondernemer"),
        "ERC",
        Sector.BUSINESS,
        "freedom learning result",
        "organising counting",
    ),
    _occupation(
        "admin", _("Administratief medewerker"), "CES", Sector.BUSINESS, "regular alone", "computer precise organising"
    ),
    _occupation(
        "bookkeeper", _("Boekhouder"), "CIE", Sector.BUSINESS, "regular alone learning", "counting computer precise"
    ),
    _occupation(
        "payroll",
        _("Medewerker salarisadministratie"),
        "CIE",
        Sector.BUSINESS,
        "regular alone",
        "counting computer precise",
    ),
    _occupation(
        "receptionist",
        _("Receptionist"),
        "CSE",
        Sector.BUSINESS,
        "together regular",
        "listening languages computer calm",
    ),
    _occupation(
        "medicalsecretary",
        _("Medisch secretaresse"),
        "CSI",
        Sector.CARE,
        "regular useful together",
        "computer precise organising",
    ),
    _occupation(
        "planner", _("Planner in de zorg"), "CSE", Sector.CARE, "regular useful together", "computer organising calm"
    ),
)

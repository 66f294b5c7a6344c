"""Which column of a provider's table is what, as it is stored with the feed."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

#: What can be told of a course, and the names of columns in which people tell it (in lower case, without signs).
FIELDS: dict[str, tuple[str, ...]] = {
    "kvk": ("kvk", "kvk nummer", "kvknummer"),
    "provider_name": ("opleider", "aanbieder", "provider", "instituut", "provider name"),
    "provider_unit": ("opleider edudex", "org unit id"),
    "provider_website": ("opleider website", "website opleider", "provider website"),
    "provider_recognitions": ("keurmerken", "keurmerken opleider", "recognitions"),
    "key": ("id", "key", "nummer", "code", "cursuscode", "opleidingscode", "cursusnummer", "internal id", "product id",
            "artikelnummer", "art nr", "course id", "course key", "course code", "provider key", "training id"),
    "title": ("title", "titel", "naam", "name", "opleiding", "cursus", "cursusnaam", "training", "product", "course",
              "naam cursus", "naam van de cursus", "naam opleiding", "naam van de opleiding", "cursustitel"),
    "summary": ("summary", "samenvatting", "korte omschrijving", "intro"),
    "description": ("description", "omschrijving", "beschrijving", "toelichting", "lange omschrijving"),
    "keywords": ("keywords", "trefwoorden", "zoekwoorden", "tags", "skills"),
    "link": ("link", "url", "website", "webadres", "webpagina", "pagina", "web address"),
    "contact_email": ("contact email", "contact", "e mail", "email", "mailadres", "e mailadres"),
    "language": ("language", "taal", "voertaal", "lestaal"),
    "sector": ("sector", "categorie", "category", "thema", "vakgebied", "branche", "domain category"),
    "level": ("level", "niveau", "opleidingsniveau"),
    "level_word": ("level word", "niveauwoord"),
    "nlqf": ("nlqf", "nlqf niveau"),
    "outcome": ("outcome", "resultaat", "certificaat", "diploma", "certificate name", "certificate", "afronding"),
    "crebo": ("crebo", "crebo code", "crebocode", "crebonummer"),
    "minimum_age": ("minimum age", "minimumleeftijd"),
    "entry_requirements": ("entry requirements", "toelatingseisen", "vooropleiding", "toelating", "voorkennis"),
    "start_kind": ("start kind", "soort start", "startmoment", "startwijze"),
    "online": ("online", "is online"),
    "duration": ("duration", "duur", "doorlooptijd"),
    "duration_unit": ("duration unit", "eenheid", "duur eenheid"),
    "hours_total": ("hours", "uren", "studieuren", "aantal uren", "hours total", "uren totaal", "studielast", "sbu"),
    "hours_per_week": ("hours per week", "uren per week"),
    "parts_of_day": ("parts of day", "dagdeel", "dagdelen"),
    "price": ("price", "prijs", "kosten", "lesgeld", "cursusprijs", "tarief", "bedrag", "cost",
              "kost", "cursusgeld", "prijs per persoon", "prijs incl btw", "incl btw", "prijs inclusief btw",
              "prijs excl btw", "excl btw", "prijs exclusief btw", "prijs zonder btw", "prijs ex btw"),
    "vat_percent": ("vat", "btw", "btw percentage", "vat percent", "btw %"),
    "material_price": ("material price", "lesmateriaal", "materiaalkosten", "boeken", "materiaal"),
    "exam_price": ("exam price", "examen", "examenkosten", "examengeld"),
    "price_lines": ("price lines", "prijsregels"),
    "session_price_lines": ("session price lines", "sessie prijsregels"),
    "places": ("places", "lesplaatsen"),
    "place_municipalities": ("place municipalities", "lesgemeenten"),
    "session_key": ("session id", "session key", "uitvoering", "uitvoeringsnummer", "startnummer", "sessie", "groep"),
    "starts": ("starts", "start", "startdatum", "start date", "begindatum", "datum", "aanvang", "begin",
               "begint op", "start op", "eerste lesdag", "eerste les"),
    "starts_certain": ("starts certain", "begin zeker"),
    "session_online": ("session online", "sessie online"),
    "municipality": ("municipality", "gemeentecode"),
    "ends": ("ends", "einde", "einddatum", "end date", "eind"),
    "opens": ("opens", "aanmelden vanaf", "inschrijven vanaf", "eerste aanmelddatum"),
    "deadline": ("deadline", "aanmelden voor", "sluitingsdatum", "uiterste aanmelddatum", "aanmelden tot"),
    "place": ("place", "plaats", "locatie", "stad", "lesplaats", "location", "city", "gemeente",
              "waar", "plaatsnaam", "vestiging", "lokatie", "leslocatie", "cursuslocatie"),
    "postcode": ("postcode", "postal code", "zip"),
    "seats_total": ("seats", "plaatsen", "aantal plaatsen", "plekken", "max deelnemers", "seats total", "maximum"),
    "seats_left": ("seats left", "vrije plaatsen", "beschikbaar", "plaatsen over", "plekken vrij"),
    "status": ("status", "state"),
    "expires": ("expires", "geldig tot", "tonen tot", "verloopt"),
}  # fmt: skip
REQUIRED = ("key", "title")
#: In the name of a column of prices: VAT comes on top.
_WITHOUT_VAT = re.compile(r"\b(excl|exclusief|zonder|ex)\b")


@dataclass(slots=True)
class Mapping:
    """``columns`` says for each of our fields the name of the column. ``decimal`` is the sign before the cents.

    ``gross``: prices have VAT in them; else ``vat_percent`` comes on top where no column tells it ("" is not known).
    """

    columns: dict[str, str] = field(default_factory=dict)
    decimal: str = ","
    gross: bool = True
    vat_percent: str = ""

    def to_document(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, document: Any) -> "Mapping":
        """The mapping that was stored; what is not known in it is left out."""
        told = document if isinstance(document, dict) else {}
        columns = told.get("columns")
        kept = {name: str(column) for name, column in (columns if isinstance(columns, dict) else {}).items()
                if name in FIELDS and column}  # fmt: skip
        percent = str(told.get("vat_percent") or "")
        return cls(
            columns=kept,
            decimal="." if told.get("decimal") == "." else ",",
            gross=told.get("gross") is not False,
            vat_percent=percent if re.fullmatch(r"\d{1,2}", percent) else "",
        )

    @property
    def complete(self) -> bool:
        """Whether it says enough to know a course by."""
        return all(self.columns.get(name) for name in REQUIRED)


def guess(columns: Sequence[str]) -> Mapping:
    """The mapping that the names of the columns suggest, for a person to look at."""
    found: dict[str, str] = {}
    plain = {_plain(column): column for column in reversed(columns)}
    inner = {_plain(column.rpartition(".")[2]): column for column in reversed(columns) if "." in column}
    for name, known in FIELDS.items():
        for word in (_plain(name), *known):
            column = plain.get(word) or inner.get(word)
            if column and column not in found.values():
                found[name] = column
                break
    return Mapping(found, gross=not _WITHOUT_VAT.search(_plain(found.get("price", ""))))


def _plain(name: str) -> str:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return " ".join(re.sub(r"[^\w%]+|_", " ", spaced.lower()).split())
